/** What a stage counts besides effects, which the writers count when they commit. */
export class Tally {
  pages = 0;
  unchanged = 0;
  quarantined = 0;
  readonly skipped: Record<string, number> = {};

  /** Counts a record that was left out on purpose, by reason. */
  skip(reason: string): void {
    this.skipped[reason] = (this.skipped[reason] ?? 0) + 1;
  }
}
