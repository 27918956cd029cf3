import type { PosPage } from '../../platform/ports/pos';

/** Pages of the POS in a row, taken as one. */
export interface JoinedPage<T> extends PosPage<T> {
  /** How many there were. */
  readonly pages: number;
}

/**
 * Joins pages until they have as many rows as can be judged together; `page` is the last of them. What is read is handed on when the
 * next page is asked for already.
 *
 * @param leastRows Rows from which on they are handed on.
 */
export async function* joinPages<T>(
  walk: AsyncGenerator<PosPage<T>>,
  leastRows: number,
): AsyncGenerator<JoinedPage<T>> {
  let rows: PosPage<T>['rows'] = [];
  let pages = 0;
  for await (const page of walk) {
    rows = rows.length === 0 ? page.rows : [...rows, ...page.rows];
    pages += 1;
    if (!page.last && rows.length < leastRows) continue;
    yield { ...page, rows, pages };
    rows = [];
    pages = 0;
  }
}
