import type { PageRequest } from '../../../src/alleaves/client/pageRequest';
import type { PosPage } from '../../../src/platform/ports/pos';

/** Rows of a POS that has nothing but numbers. */
export const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

export const parseRow = (row: unknown) => ({ posId: String(row), record: row, issues: [], payload: row });

/** The page that a server gives that honours what it is asked for. */
export const pageOf = (rows: readonly unknown[], { page, pageSize }: PageRequest) =>
  rows.slice((page - 1) * pageSize, page * pageSize);

/** The rows of all pages, as they were received. */
export const rowsOf = (read: readonly PosPage<unknown>[]) =>
  read.flatMap(({ rows }) => rows.map(({ payload }) => payload));
