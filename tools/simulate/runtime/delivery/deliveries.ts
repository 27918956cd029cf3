import type { Faults } from '../faults';
import type { Random } from '../random';
import type { Trace } from '../trace';

/** How an invocation ended, as the sender sees it. */
export type Outcome = 'acknowledged' | 'failed' | 'lost';

/** Something that is delivered until it has been acknowledged. */
interface Envelope<Item> {
  readonly item: Item;
  readonly label: string;
  readonly retry: boolean;
  attempts: number;
  acknowledged: boolean;
}

export interface DeliveryDependencies<Item> {
  /** The fault that holds such items up. */
  delayedBy: 'delay' | 'eventDelay';
  random: Random;
  faults: Faults;
  trace: Trace;
  /** Begins one delivery; `done` is called at most once, and never where the instance freezes for good. */
  invoke: (item: Item, label: string, done: (outcome: Outcome) => void) => void;
}

/** Pub/Sub's longest acknowledgement deadline, in milliseconds. */
const ACKNOWLEDGEMENT_DEADLINE = 600_000;
const FIRST_BACKOFF = 10_000;
const LONGEST_BACKOFF = 600_000;
const LONGEST_DELAY = 75 * 60_000;

/** At least once, in any order, concurrently: what Pub/Sub and Eventarc promise, and no more. */
export class Deliveries<Item> {
  /** Deliveries that are under way or that will come. */
  pending = 0;
  /** The labels of what failed and is not sent again. */
  readonly dropped: string[] = [];

  constructor(private readonly dependencies: DeliveryDependencies<Item>) {}

  /** @param retry Whether it is sent again when the function fails, as the function declares. */
  add(item: Item, label: string, retry: boolean): void {
    const { random, faults, trace, delayedBy } = this.dependencies;
    const envelope = { item, label, retry, attempts: 0, acknowledged: false };
    let delay = random.integer(1, 200);
    if (faults.strikes(delayedBy)) {
      delay = random.integer(1_000, random.pick([10_000, LONGEST_DELAY, LONGEST_DELAY, LONGEST_DELAY]));
      trace.add(`${label} is held up for ${Math.round(delay / 1000)} s`);
    }
    this.later(delay, () => this.deliver(envelope, true));
    while (faults.strikes('duplicate')) {
      const lag = random.pick([0, 50, 5_000, 20 * 60_000]);
      this.later(delay + random.integer(0, lag), () => this.deliver(envelope, false));
    }
  }

  private later(milliseconds: number, work: () => void): void {
    this.pending += 1;
    setTimeout(() => {
      this.pending -= 1;
      work();
    }, milliseconds);
  }

  /** One delivery; only the original is repeated until it is acknowledged. */
  private deliver(envelope: Envelope<Item>, repeats: boolean): void {
    if (repeats && envelope.acknowledged) return;
    envelope.attempts += 1;
    this.pending += 1;
    let open = true;
    const close = (again: number | null): void => {
      if (!open) return;
      open = false;
      this.pending -= 1;
      clearTimeout(deadline);
      if (!repeats || again === null) return;
      if (envelope.retry) this.later(again, () => this.deliver(envelope, true));
      else if (!envelope.acknowledged) this.dropped.push(envelope.label);
    };
    const deadline = setTimeout(() => close(1), ACKNOWLEDGEMENT_DEADLINE);
    const { random, invoke } = this.dependencies;
    invoke(envelope.item, envelope.label, (outcome) => {
      if (outcome === 'acknowledged') envelope.acknowledged = true;
      if (outcome === 'acknowledged') close(null);
      else if (outcome === 'failed' || random.chance(0.5)) close(this.backoff(envelope.attempts));
    });
  }

  private backoff(attempts: number): number {
    return Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** (attempts - 1));
  }
}
