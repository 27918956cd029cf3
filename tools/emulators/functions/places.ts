/** How long a request is held while all instances are busy, in milliseconds; then it is refused. */
const GOOGLE_HOLD_MS = 10_000;

/** What Google answers for a function whose instances are all busy: with 429. */
export class BusyError extends Error {
  constructor(name: string) {
    super(`429: all instances of ${name} are busy`);
    this.name = 'BusyError';
  }
}

/** How overloaded functions behave; each default is Google's. */
export interface Overload {
  /** The most instances of any function, whatever it declares. */
  maxInstances?: number | undefined;
  /** How long what finds no place is held. */
  holdMilliseconds?: number | undefined;
}

interface Held {
  begin: () => void;
  refuse: () => void;
  timer: NodeJS.Timeout;
}

/** The places of a function's instances. It is no queue: the last to come is the first to get a free one, and many are refused. */
export class Places {
  private busy = 0;
  private readonly held: Held[] = [];

  constructor(
    private readonly name: string,
    private readonly count: number,
    private readonly holdMilliseconds = GOOGLE_HOLD_MS,
  ) {}

  /** Does work at a place. @throws BusyError when there is none in time, and what the work throws. */
  async run(work: () => Promise<unknown>): Promise<unknown> {
    await this.enter();
    try {
      return await work();
    } finally {
      this.busy -= 1;
      this.admit();
    }
  }

  /** Refuses what is held; what has a place goes on. */
  halt(): void {
    for (const { timer, refuse } of this.held.splice(0)) {
      clearTimeout(timer);
      refuse();
    }
  }

  private enter(): Promise<void> {
    if (this.busy < this.count) {
      this.busy += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const refuse = () => reject(new BusyError(this.name));
      const one: Held = {
        begin: resolve,
        refuse,
        timer: setTimeout(() => {
          this.held.splice(this.held.indexOf(one), 1);
          refuse();
        }, this.holdMilliseconds),
      };
      this.held.push(one);
    });
  }

  private admit(): void {
    const next = this.busy < this.count ? this.held.pop() : undefined;
    if (next === undefined) return;
    clearTimeout(next.timer);
    this.busy += 1;
    next.begin();
  }
}
