import { PermanentError } from '../../platform/ports/errors';
import type { ParsedRow } from '../../rules/pos';
import { isRecord } from './answer/shape';

/** A part of a list, as a grid asks for it. */
export interface Slice {
  /** Rows to leave out at the start. */
  skip: number;
  /** Rows asked for; at least 2, one of which was there before. */
  take: number;
}

interface SliceOptions<T> {
  take: number;
  /** How many rows the list had when it was read last, and said so itself; nothing if that isn't known. */
  expectedRows?: number | undefined;
  /** Requests of one walk at most. */
  maxRequests: number;
  fetchSlice: (slice: Slice) => Promise<unknown[]>;
  parseRow: (row: unknown) => ParsedRow<T>;
  /** What tells whether a row was in an earlier slice already. */
  keyOf: (row: ParsedRow<T>) => string;
  /** Whether the rest isn't needed; never, by default. */
  isEnough?: (rows: readonly ParsedRow<T>[]) => boolean;
}

/** What a walk through slices has found. */
export interface SlicedRows<T> {
  /** Each row once. */
  rows: ParsedRow<T>[];
  /** Whether these are all rows of the list. What isn't among those of an incomplete one may still be there. */
  complete: boolean;
  /**
   * Whether rows may have moved without a trace: one came again behind others, and is in the list twice or was moved, or the one that was last is
   * gone.
   */
  doubtful: boolean;
  /** How many rows the list has, as the rows themselves say (`total_rows`); null if they don't. */
  announced: number | null;
  requests: number;
}

/**
 * Reads a list by `skip` and `take` until an answer brings nothing new: a short one can have more behind it. Each slice begins with the last
 * row of the one before, which shows if rows have moved in between. The list is complete if
 *
 * - it ends with an answer that is empty, or holds that last row alone, and none of its rows have moved; and
 * - there are as many rows as the rows said at most (`total_rows`). If there are fewer, some were left out.
 *
 * A server may answer with the whole list whatever is asked for. It is known by its second answer, which repeats the first: the list is complete
 * if it has as many rows as they say, or, if they don't say it, if it is of another length than was asked for. If it has just
 * that length, it was cut.
 *
 * Where the list is expected to end is asked for beside its first answer. That counts if the answer has just as many rows as expected and as
 * they say; else the end is asked for after it.
 *
 * @throws PermanentError `pos_pages_endless` after `maxRequests`.
 */
export async function readSlices<T>(options: SliceOptions<T>): Promise<SlicedRows<T>> {
  const { expectedRows = 0, take } = options;
  let requests = 0;
  const fetchFrom: FetchFrom = (skip) => {
    requests += 1;
    const answer = options.fetchSlice({ skip, take });
    // Met when its turn comes, or never.
    answer.catch(() => undefined);
    return answer;
  };
  const first = fetchFrom(0);
  const end = expectedRows > 1 && expectedRows < take ? fetchFrom(expectedRows - 1) : null;
  try {
    const read = await readFrom(options, fetchFrom, first, end);
    return { ...read, requests };
  } finally {
    await Promise.allSettled([end]);
  }
}

type FetchFrom = (skip: number) => Promise<unknown[]>;

/** @param expectedEnd What begins with the last row, if there are as many as expected. */
async function readFrom<T>(
  { expectedRows, take, maxRequests, parseRow, keyOf, isEnough }: SliceOptions<T>,
  fetchFrom: FetchFrom,
  first: Promise<unknown[]>,
  expectedEnd: Promise<unknown[]> | null,
): Promise<Omit<SlicedRows<T>, 'requests'>> {
  const rows: ParsedRow<T>[] = [];
  const seen = new Set<string>();
  let announced: number | null = null;
  let firstLength = 0;
  let next = 0;
  let last: string | undefined;
  let ahead: Promise<unknown[]> | null = first;
  let doubtful = false;
  for (let answers = 1; answers <= maxRequests; answers += 1) {
    const received: unknown[] = await (ahead ?? fetchFrom(next - 1));
    const answer = received.map(withoutTotal);
    for (const { total } of answer) if (total !== null) announced = Math.max(announced ?? 0, total);
    // The second slice follows for sure if the first has rows and all are wanted: it comes while these are being parsed.
    const isMoreDue = answers === 1 && answers < maxRequests && received.length > 0 && !isEnough;
    const isAsExpected = received.length === expectedRows && received.length === announced;
    const end = isAsExpected ? expectedEnd : null;
    ahead = isMoreDue ? (end ?? fetchFrom(received.length - 1)) : null;
    const slice = answer.map(({ row }) => parseRow(row)).map((row) => ({ row, key: keyOf(row) }));
    const hasMoved = last !== undefined && slice[0]?.key !== last;
    // Rows that are alike can lie anywhere: behind the row that was last come others, as long as the list's own count says so.
    const isMoreThere = !hasMoved && rows.length < (announced ?? 0);
    const fresh = slice.filter(({ key }, index) => !seen.has(key) || (isMoreThere && index > 0));
    const beyond = slice.findIndex(({ key }) => key !== last);
    doubtful ||= isMoreThere && beyond >= 0 && slice.slice(beyond).some(({ key }) => seen.has(key));
    doubtful ||= last !== undefined && slice.length === 0;
    const isWhole = announced === null || rows.length + fresh.length >= announced;
    const ended = (complete: boolean) => ({ rows, complete, doubtful, announced });

    if (fresh.length === 0) {
      const isRepeated = slice.length > 1;
      const isCut = answers > 2 || slice.length !== firstLength || firstLength === take;
      return ended(isWhole && !(isRepeated && announced === null && isCut));
    }
    for (const { row } of fresh) rows.push(row);
    for (const { key } of slice) seen.add(key);
    if (hasMoved || isEnough?.(rows) === true) return ended(false);
    if (answers === 1) firstLength = slice.length;
    last = slice.at(-1)?.key;
    next += slice.length - (answers === 1 ? 0 : 1);
  }
  throw new PermanentError(
    'pos_pages_endless',
    `The POS sent ${maxRequests} answers and would send more, each with new rows: no shop has that many. Report it to the POS's support.`,
  );
}

/** The length of the list is no part of a row: it would make each one another whenever one is added. */
function withoutTotal(received: unknown): { row: unknown; total: number | null } {
  if (!isRecord(received) || !Object.hasOwn(received, 'total_rows')) return { row: received, total: null };
  const { total_rows: given, ...row } = received;
  const total = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  return {
    row,
    total: typeof total === 'number' && Number.isSafeInteger(total) && total >= 0 ? total : null,
  };
}
