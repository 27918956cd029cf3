/** Between two looks, in milliseconds. A look takes a millisecond. */
const INTERVAL = 100;

/** What a process has used. */
export interface Usage {
  /** Of V8's heap, garbage that has not been collected yet included. */
  heapBytes: number;
  rssBytes: number;
  /** User and system time of all its threads. */
  cpuSeconds: number;
}

/** Watches what this process uses, and keeps the highest values of its memory. */
export class UsageWatch {
  private peak = { heapBytes: 0, rssBytes: 0 };
  private cpuBefore = process.cpuUsage();

  constructor() {
    setInterval(() => this.look(), INTERVAL).unref();
  }

  /** Forgets what was seen so far, after a collection where Node runs with `--expose-gc`. */
  reset(): void {
    globalThis.gc?.();
    this.peak = { heapBytes: 0, rssBytes: 0 };
    this.cpuBefore = process.cpuUsage();
  }

  /** Since the last {@link reset}. */
  read(): Usage {
    this.look();
    const { user, system } = process.cpuUsage(this.cpuBefore);
    return { ...this.peak, cpuSeconds: (user + system) / 1e6 };
  }

  private look(): void {
    const { heapUsed, rss } = process.memoryUsage();
    this.peak = {
      heapBytes: Math.max(this.peak.heapBytes, heapUsed),
      rssBytes: Math.max(this.peak.rssBytes, rss),
    };
  }
}
