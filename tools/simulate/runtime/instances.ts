/** How long a delivery is held while all instances are busy, in milliseconds; then it is refused with 429. */
const HOLD = 10_000;
/** After this an instance has answered or has been ended, in milliseconds. */
const LONGEST_WORK = 600_000;

interface Waiting {
  begin: () => void;
  timer: ReturnType<typeof setTimeout>;
}

/** The places of each function's instances: what finds none free waits a little, in no promised order, and is refused. */
export class Instances {
  private readonly busy = new Map<string, number>();
  private readonly waiting = new Map<string, Waiting[]>();

  /** @param placesOf How many deliveries a function takes at once. */
  constructor(private readonly placesOf: (functionName: string) => number) {}

  /**
   * Begins work when there is a place; `refuse` is called instead if there is none in time.
   * @param begin Gets what gives the place back.
   */
  enter(functionName: string, begin: (leave: () => void) => void, refuse: () => void): void {
    const start = (): void => {
      this.busy.set(functionName, this.busyOf(functionName) + 1);
      let left = false;
      const leave = (): void => {
        if (left) return;
        left = true;
        clearTimeout(ended);
        this.busy.set(functionName, this.busyOf(functionName) - 1);
        this.admit(functionName);
      };
      const ended = setTimeout(leave, LONGEST_WORK);
      begin(leave);
    };
    const waiting = this.waitingOf(functionName);
    if (this.busyOf(functionName) < this.placesOf(functionName)) {
      start();
      return;
    }
    const entry: Waiting = {
      begin: start,
      timer: setTimeout(() => {
        waiting.splice(waiting.indexOf(entry), 1);
        refuse();
      }, HOLD),
    };
    waiting.push(entry);
  }

  /** The last to come is the first to get a place: a busy function keeps no order, and the unluckiest wait longest. */
  private admit(functionName: string): void {
    if (this.busyOf(functionName) >= this.placesOf(functionName)) return;
    const next = this.waitingOf(functionName).pop();
    if (next === undefined) return;
    clearTimeout(next.timer);
    next.begin();
  }

  private busyOf(functionName: string): number {
    return this.busy.get(functionName) ?? 0;
  }

  private waitingOf(functionName: string): Waiting[] {
    const waiting = this.waiting.get(functionName) ?? [];
    this.waiting.set(functionName, waiting);
    return waiting;
  }
}
