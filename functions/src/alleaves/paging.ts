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
 * Reads pages to the real end, an empty or a short one; there is no cap. While the consumer handles a full page, the next
 * one, which will be needed, is already being fetched. A first page that has not the length that was asked for can be
 * everything, or come from a server with pages of its own length: only the page after it tells, so that one is awaited.
 * @throws PermanentError `pos_pages_repeat` when a full page holds the same rows as the one before it: the POS ignores the
 * page number, and reading on would never end.
 */
export async function* readPages<T>(options: PagingOptions<T>): AsyncGenerator<PosPage<T>> {
  const { pageSize, fetchPage, parseRow } = options;
  const read = async (page: number) => {
    const rows = (await fetchPage(page)).map(parseRow);
    return { page, rows, identity: rows.map((row) => row.posId ?? JSON.stringify(row.payload)).join('\n') };
  };

  let current = await read(options.from);
  const fullLength = current.rows.length;
  for (;;) {
    const { page, rows, identity } = current;
    if (rows.length === 0 || rows.length < fullLength) {
      yield { page, rows, last: true };
      return;
    }
    const pending = read(page + 1);
    // A consumer that stops reading abandons this promise; whoever goes on awaits it and meets the failure there.
    pending.catch(() => undefined);
    if (page === options.from && fullLength !== pageSize) {
      const next = await pending;
      if (next.rows.length === 0 || next.identity === identity) {
        yield { page, rows, last: true };
        return;
      }
    }
    yield { page, rows, last: false };
    current = await pending;
    if (current.identity === identity) {
      throw new PermanentError(
        'pos_pages_repeat',
        `The POS sent the same ${rows.length} rows as page ${page} and page ${page + 1}: it ignores the page number. Reading on would never end; report it to the POS, or set another pos.dialect.`,
      );
    }
  }
}
