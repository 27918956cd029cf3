import type { Clock } from '../../../functions/src/platform/ports/clock';

/**
 * Firestore's server time, made so that no two commits share a millisecond and none shares one with an earlier read:
 * the in-memory database compares whole milliseconds, and would otherwise miss a write in the very millisecond in
 * which a transaction read, and lose an update.
 */
export class CommitClock {
  private latest = 0;

  constructor(private readonly clock: Clock) {}

  /** The current server time; never runs back. */
  now(): Date {
    this.latest = Math.max(this.latest, this.clock.now().getTime());
    return new Date(this.latest);
  }

  /** Moves past every time handed out so far; called just before a commit. */
  advance(): void {
    this.latest = Math.max(this.latest + 1, this.clock.now().getTime());
  }
}
