import type { ParsedRow } from '../domain/pos';
import { PermanentError } from '../platform/errors';

/** One page of a stream; `last` is true on exactly the one after which nothing follows. */
export interface PosPage<T> {
  page: number;
  rows: ParsedRow<T>[];
  last: boolean;
}

interface PagingOptions<T> {
  /** First page to read, from 1. */
  from: number;
  pageSize: number;
  fetchPage: (page: number) => Promise<unknown[]>;
  parseRow: (row: unknown) => ParsedRow<T>;
}

/**
 * Reads pages to the real end, an empty or a short one; there is no cap. A page longer than asked for comes from a server that doesn't page
 * and is everything. While the consumer handles a full page, the next one, which will be needed, is already being fetched.
 * @throws PermanentError `pos_pages_repeat` when a page holds the same rows as the one before it: the POS ignores the page number, and
 * reading on would never end.
 */
export async function* readPages<T>(options: PagingOptions<T>): AsyncGenerator<PosPage<T>> {
  const { pageSize, fetchPage, parseRow } = options;
  let previous = '';
  let pending = fetchPage(options.from);
  for (let page = options.from; ; page += 1) {
    const received = await pending;
    const last = received.length !== pageSize;
    if (!last) {
      pending = fetchPage(page + 1);
      // A consumer that stops reading abandons this promise; whoever goes on awaits it and meets the failure there.
      pending.catch(() => undefined);
    }
    const rows = received.map(parseRow);
    const identity = rows.map((row) => row.posId ?? JSON.stringify(row.payload)).join('\n');
    if (rows.length > 0 && identity === previous) {
      throw new PermanentError(
        'pos_pages_repeat',
        `The POS sent the same ${rows.length} rows as page ${page - 1} and page ${page}: it ignores the page number. Reading on would never end; report it to the POS, or set another pos.dialect.`,
      );
    }
    previous = identity;
    yield { page, rows, last };
    if (last) {
      return;
    }
  }
}
