/** What the calls of one function came to on its instance. */
export interface CallUsage {
  name: string;
  calls: number;
  /** For how long at least one call was under way: what the platform bills, however many calls share the instance. */
  seconds: number;
  /** Of all threads of the process, as long as a call was under way. */
  cpuSeconds: number;
}

interface Watched {
  calls: number;
  underWay: number;
  since: number;
  cpuSince: NodeJS.CpuUsage;
  milliseconds: number;
  cpuMicroseconds: number;
}

/** Watches how long functions keep their instances busy. */
export class CallWatch {
  private watched = new Map<string, Watched>();

  /** Calls a function, and counts it. */
  async call<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const own = this.of(name);
    own.calls += 1;
    own.underWay += 1;
    if (own.underWay === 1) {
      own.since = performance.now();
      own.cpuSince = process.cpuUsage();
    }
    try {
      return await work();
    } finally {
      own.underWay -= 1;
      if (own.underWay === 0) {
        own.milliseconds += performance.now() - own.since;
        const { user, system } = process.cpuUsage(own.cpuSince);
        own.cpuMicroseconds += user + system;
      }
    }
  }

  reset(): void {
    this.watched = new Map();
  }

  /** Since the last {@link reset}, in the order of the first calls. */
  read(): CallUsage[] {
    return [...this.watched].map(([name, { calls, milliseconds, cpuMicroseconds }]) => ({
      name,
      calls,
      seconds: milliseconds / 1e3,
      cpuSeconds: cpuMicroseconds / 1e6,
    }));
  }

  private of(name: string): Watched {
    const known = this.watched.get(name);
    if (known !== undefined) return known;
    const fresh = {
      calls: 0,
      underWay: 0,
      since: 0,
      cpuSince: process.cpuUsage(),
      milliseconds: 0,
      cpuMicroseconds: 0,
    };
    this.watched.set(name, fresh);
    return fresh;
  }
}
