import type { Clock } from '../../src/platform/ports/clock';

/** A clock that stands still until it is moved. */
export class TestClock implements Clock {
  constructor(private time: Date = new Date('2026-11-20T15:00:00Z')) {}

  now(): Date {
    return new Date(this.time);
  }

  advance(milliseconds: number): void {
    this.time = new Date(this.time.getTime() + milliseconds);
  }
}
