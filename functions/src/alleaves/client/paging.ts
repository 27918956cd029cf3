import type { PosPage, WalkOpening } from '../../platform/ports/pos';
import { PermanentError, SyncError } from '../../platform/ports/errors';
import { fingerprint } from '../../rules/identity/fingerprint';
import type { ParsedRow } from '../../rules/pos';
import type { PageRequest } from './pageRequest';
import { type ExpectedPages, PagesAhead } from './pagesAhead';
import { sizeGiven } from './pageSize';

interface WalkOptions<T> {
  from: PageRequest;
  /** What the walk began with, if it is taken up again; by default it begins at `from`. */
  opening?: WalkOpening | undefined;
  /** Whether the POS gives pages of this size for sure: after a short first page the same size is then asked for, unless its length looks like a limit. */
  isSizeKnown?: boolean;
  /** Rows to ask for if the POS refuses the size in `from`. Default: there is no other size. */
  fallbackPageSize?: number;
  /** Called when it turns out how many rows a page has at most. */
  onSizeLearned?: (pageSize: number) => void;
  /** The number of the last page that is read. */
  maxPages: number;
  /** Pages that are fetched at the same time, at most. Default 1. */
  requestsInFlight?: number;
  /** Whether rows have moved, so that pages are read one by one to the end. */
  oneByOne?: boolean | undefined;
  /** About how many rows there are, as far as an earlier walk has shown. */
  expectedRows?: number | undefined;
  fetchPage: (request: PageRequest, signal: AbortSignal) => Promise<unknown[]>;
  parseRow: (row: unknown) => ParsedRow<T>;
}

/** So many pages at most are asked for side by side at the start of a walk: each of them is read again at the end. */
const OPENING_PAGES = 3;

/** So many pages in a row without an id that was not there before end a walk. */
const STALE_PAGES = 3;

/**
 * Reads pages until one is empty: a short one can have more behind it. While the consumer handles a page, the next ones are being
 * fetched, some of them perhaps in vain; a consumer that stops reading ends these requests. A walk that goes in circles ends too, and is
 * not complete.
 *
 * Of pages fetched one by one, a row inserted meanwhile only pushes others onto the next page, where they come again. Of two fetched side
 * by side the POS may answer the second first, and then a row slips between them. If the first page, and those asked for together with it,
 * are still the same at the end, nothing was inserted since, and so none did (the POS lists the newest first). Otherwise all pages are
 * read again, one by one. A single page with room left needs no second look: nothing slips from it. A walk that is taken up again looks at
 * the pages it began with before, and reads all again from there.
 *
 * @throws PermanentError `pos_pages_repeat` when the first page, as long as it was asked for, comes again and again: the POS ignores the
 * page number, and has more rows. `pos_pages_endless` when there are more than `maxPages`.
 */
export async function* readPages<T>(options: WalkOptions<T>): AsyncGenerator<PosPage<T>> {
  const known = new Set<string>();
  const { moved, pageSize } = yield* readThrough(options, known);
  const page = options.opening?.page ?? options.from.page;
  if (!moved) return;
  yield* readThrough({ ...options, opening: undefined, oneByOne: true, from: { page, pageSize } }, known);
}

/**
 * One way through the pages. If rows moved meanwhile, it ends without a last page.
 * @param known The ids that came before, which it adds to.
 */
async function* readThrough<T>(
  options: WalkOptions<T>,
  known: Set<string>,
): AsyncGenerator<PosPage<T>, { moved: boolean; pageSize: number }> {
  const { from, opening: before, isSizeKnown = false, oneByOne, maxPages, onSizeLearned, parseRow } = options;
  const { fallbackPageSize = from.pageSize } = options;
  const requestsInFlight = oneByOne === true ? 1 : (options.requestsInFlight ?? 1);
  const ids = new Set<string>();
  let { pageSize } = from;
  let learned: number | null = null;
  const learn = (size: number): void => {
    if (size === learned) return;
    learned = size;
    onSizeLearned?.(size);
  };
  const ahead = new PagesAhead({
    ...options,
    opening: before && { page: before.page, pages: before.fingerprints.length },
    lastPage: maxPages,
    requestsInFlight,
    expected: isSizeKnown ? expectedPages(options, requestsInFlight) : undefined,
  });
  const takeFirst = async (): Promise<unknown[]> => {
    try {
      return await ahead.take();
    } catch (error) {
      if (!isRefusal(error) || from.page > 1 || pageSize <= fallbackPageSize) throw error;
      pageSize = fallbackPageSize;
      ahead.restart(from.page, pageSize);
      const rows = await ahead.take();
      learn(pageSize);
      return rows;
    }
  };

  let firstLength = 0;
  const opening: string[] = before?.fingerprints ?? [];
  let stale = 0;
  try {
    for (let page = from.page; ; page += 1) {
      const taken = page === from.page ? await takeFirst() : await ahead.take();
      const rows = taken.map((row) => parseRow(row));
      if (before === undefined && opening.length < OPENING_PAGES) opening.push(fingerprintOf(rows));
      if (rows.length === 0) {
        const again = (await ahead.openingAgain()) ?? [];
        const moved = again.some(
          (each, index) => fingerprintOf(each.map((row) => parseRow(row))) !== opening[index],
        );
        if (!moved) yield { page, pageSize, rows, last: true, complete: true };
        return { moved, pageSize };
      }
      stale = noteIds(ids, known, rows) ? 0 : stale + 1;
      if (stale === STALE_PAGES) {
        const isFull = firstLength === from.pageSize || firstLength === fallbackPageSize;
        if (from.page === 1 && isFull && ids.size <= firstLength) throw pagesRepeat(firstLength);
        yield { page, pageSize, rows, last: true, complete: false };
        return { moved: false, pageSize };
      }
      if (page >= maxPages) throw pagesEndless(maxPages);
      if (page === from.page) firstLength = rows.length;
      if (page === 1) {
        pageSize = sizeGiven(pageSize, rows.length, isSizeKnown ? pageSize : fallbackPageSize);
        ahead.restart(2, pageSize);
      } else if (page === 2 && stale === 0 && (pageSize < from.pageSize || !isSizeKnown)) {
        // Only now is it known that the first page was cut, and not all there is.
        learn(pageSize);
      }
      ahead.begin();
      const fingerprints = opening.slice(0, ahead.openingPages);
      const looked = fingerprints.length > 0 ? { page: before?.page ?? from.page, fingerprints } : undefined;
      yield { page, pageSize, rows, last: false, complete: false, opening: looked, oneByOne };
    }
  } finally {
    await ahead.abandon();
  }
}

/** What is known of a walk from its first page on before the first answer; nothing if there may be no rows. */
function expectedPages<T>(
  { from, expectedRows = 0 }: WalkOptions<T>,
  requestsInFlight: number,
): ExpectedPages | undefined {
  if (from.page > 1 || expectedRows < 1) return undefined;
  const end = Math.ceil(expectedRows / from.pageSize) + 1;
  return { opening: Math.min(end, OPENING_PAGES, requestsInFlight), end };
}

/** Tells pages apart by the ids on them. */
function fingerprintOf(rows: readonly ParsedRow<unknown>[]): string {
  return fingerprint(rows.map(({ posId }) => posId));
}

/**
 * Remembers the ids of a page, and marks rows whose id was there before, this time through the pages or the time before.
 * @returns whether one was not there this time.
 */
function noteIds<T>(ids: Set<string>, known: Set<string>, rows: ParsedRow<T>[]): boolean {
  const before = ids.size;
  for (const row of rows) {
    const id = row.posId ?? `~${JSON.stringify(row.payload)}`;
    if (known.has(id)) row.repeated = true;
    known.add(id);
    ids.add(id);
  }
  return ids.size > before;
}

/** Whether the POS answered that it won't take such a request. */
function isRefusal(error: unknown): boolean {
  return error instanceof SyncError && error.code === 'pos_request_refused';
}

function pagesRepeat(length: number): PermanentError {
  return new PermanentError(
    'pos_pages_repeat',
    `The POS sent the same ${length} rows again and again, whatever page was asked for: it ignores the page number, so what follows can't be read. Report it to the POS's support, or set another pos.dialect.`,
  );
}

function pagesEndless(maxPages: number): PermanentError {
  return new PermanentError(
    'pos_pages_endless',
    `The POS sent ${maxPages} pages and would send more, each with new rows: no shop has that many. What was read is stored. Report it to the POS's support.`,
  );
}
