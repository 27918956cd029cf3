/** Where a call is held: before it has an effect, or after it and before the answer goes out. */
export type Moment = 'before' | 'after';

/** A call that hangs, as one does while a machine stalls or a network swallows packets. */
export interface Hold {
  /** Resolves when a call has come so far and hangs. */
  readonly reached: Promise<void>;
  /** Lets it go on. */
  release(): void;
}

interface PlannedHold<Call> {
  matches: (call: Call) => boolean;
  moment: Moment;
  reach: () => void;
  released: Promise<void>;
}

/** Holds single calls of a service on demand, so that a test knows in the middle of what everybody else is. */
export class Holds<Call> {
  #planned: PlannedHold<Call>[] = [];

  /** Holds the next call that matches; only that one. */
  next(matches: (call: Call) => boolean, moment: Moment = 'before'): Hold {
    let reach = (): void => undefined;
    let release = (): void => undefined;
    const reached = new Promise<void>((resolve) => (reach = resolve));
    const released = new Promise<void>((resolve) => (release = resolve));
    this.#planned.push({ matches, moment, reach, released });
    return { reached, release };
  }

  /** What a service awaits at both moments of every call. */
  async pass(call: Call, moment: Moment): Promise<void> {
    const hold = this.#planned.find((planned) => planned.moment === moment && planned.matches(call));
    if (hold === undefined) return;
    this.#planned = this.#planned.filter((planned) => planned !== hold);
    hold.reach();
    await hold.released;
  }
}
