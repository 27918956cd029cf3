import type { Dialect } from '../../../functions/src/alleaves/dialects';
import { SyncError } from '../../../functions/src/platform/ports/errors';
import type { PosAccess } from './posAccess';

/** What came of asking for large pages. */
export interface PageSize {
  /** The most rows that came in one page. */
  rows: number;
  /**
   * Whether the server gave all that was asked for; cut the page; had no more rows than fit in it; gives everything whatever is asked for;
   * or refused each size asked for.
   */
  kind: 'given' | 'capped' | 'everything' | 'ignored' | 'refused';
  /** Sizes that it refused. */
  refused: number[];
}

/** Rows asked for, largest first. */
const SIZES = [1_000, 500, 250];

/** Finds how large a page of customers the POS gives. At most four requests. @throws SyncError */
export async function probePageSize(
  pos: PosAccess,
  dialect: Dialect,
  location: () => string,
): Promise<PageSize> {
  const rowsOf = async (page: number, pageSize: number): Promise<number> => {
    const answer = await pos.ask('customers', () => dialect.customers({ page, pageSize }, location));
    return answer.outcome === 'answered' ? answer.rows.length : 0;
  };
  const refused: number[] = [];
  for (const size of SIZES) {
    const rows = await unlessRefused(rowsOf(1, size));
    if (rows === null) {
      refused.push(size);
      continue;
    }
    if (rows >= size) return { rows, kind: rows > size ? 'ignored' : 'given', refused };
    const isCut = rows > 0 && (await rowsOf(2, rows)) > 0;
    return { rows, kind: isCut ? 'capped' : 'everything', refused };
  }
  return { rows: 0, kind: 'refused', refused };
}

/** Null if the POS doesn't take the request. */
async function unlessRefused(rows: Promise<number>): Promise<number | null> {
  try {
    return await rows;
  } catch (error) {
    if (error instanceof SyncError && error.code === 'pos_request_refused') return null;
    throw error;
  }
}
