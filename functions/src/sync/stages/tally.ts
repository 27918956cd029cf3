import { addStatusCounts } from '../../rules/money/statusWords';

/** What a stage counts besides effects, which the writers count when they commit. */
export class Tally {
  pages = 0;
  unchanged = 0;
  quarantined = 0;
  readonly skipped: Record<string, number> = {};
  unknownStatuses: Record<string, number> = {};

  /** Counts records that were left out on purpose, by reason. */
  skip(reason: string, count = 1): void {
    if (count > 0) this.skipped[reason] = (this.skipped[reason] ?? 0) + count;
  }

  /** Counts an order whose status word isn't known. */
  noteUnknownStatus(word: string): void {
    this.unknownStatuses = addStatusCounts(this.unknownStatuses, { [word]: 1 });
  }
}
