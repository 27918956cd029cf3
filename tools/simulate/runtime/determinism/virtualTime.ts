import FakeTimers, { type Clock as FakeClock } from '@sinonjs/fake-timers';
import { Violation } from '../violation';

/** Where every seed begins. */
const START = Date.parse('2026-10-27T09:00:00Z');

/** Timers that fire between two places at which a seed looks around; a usual seed has some thousands in all. */
const MAXIMUM_STEPS = 15_000;

const nextTurn = setImmediate;
const realNow = Date.now;

/**
 * Virtual time for the whole process: timers wait for nothing and fire one at a time, in order, each followed by everything
 * that it sets off (promises and ticks). It must be installed before any module that keeps a timer function of its own is
 * loaded, such as Google's clients.
 */
export class VirtualTime {
  private constructor(private readonly clock: FakeClock) {}

  static install(): VirtualTime {
    const clock = FakeTimers.install({
      now: START,
      toFake: [
        'setTimeout',
        'clearTimeout',
        'setInterval',
        'clearInterval',
        'setImmediate',
        'clearImmediate',
        'performance',
      ],
    });
    // The constructor stays as it is, which makes dates many times faster; nothing here asks it for the time.
    Date.now = () => clock.now;
    return new VirtualTime(clock);
  }

  uninstall(): void {
    Date.now = realNow;
    this.clock.uninstall();
  }

  /** Forgets all timers and goes back to the start. */
  reset(): void {
    this.clock.reset();
    this.clock.setSystemTime(START);
  }

  /** Fires timers one by one until `done`, until none is left, or up to `end` (milliseconds since the epoch). */
  async run(done: () => boolean, end?: number): Promise<void> {
    const limit = { reached: false };
    const timer = end === undefined ? undefined : setTimeout(() => (limit.reached = true), end - Date.now());
    await settle();
    for (let steps = 0; !limit.reached && !done() && this.clock.countTimers() > 0; steps += 1) {
      if (steps > MAXIMUM_STEPS)
        throw new Violation('everything ends', `after ${steps} steps there was still no end`);
      this.clock.next();
      await settle();
    }
    clearTimeout(timer);
  }
}

/** Resolves once everything that is under way has come to rest on a timer. */
async function settle(): Promise<void> {
  await new Promise<void>((resolve) => nextTurn(resolve));
}
