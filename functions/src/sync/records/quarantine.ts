import type { ParsedRow, RowIssue } from '../../rules/pos';

/** Where a stream's rows go that can't be used, or only in part. */
export interface Quarantine {
  /** Keeps a row with what is wrong with it. @param kept What of it may be kept; by default all, as received. */
  keep(row: ParsedRow<unknown>, issues: readonly RowIssue[], kept?: unknown): void;
  /** Counts a row that can't be used, of whose id another one is kept. */
  countAnother(): void;
  /** Lets go of a row that is in order again, if it is kept. */
  release(key: string): void;
}
