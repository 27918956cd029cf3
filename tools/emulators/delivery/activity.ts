import type { Worker } from './quiet';

/** Counts what runs at the moment. */
export class Activity implements Worker {
  private running = 0;
  private idleWaiters: (() => void)[] = [];

  isIdle(): boolean {
    return this.running === 0;
  }

  async idle(): Promise<void> {
    while (!this.isIdle()) await new Promise<void>((resolve) => this.idleWaiters.push(resolve));
  }

  /** Runs `work` and counts it until it settles. */
  async run(work: () => unknown): Promise<unknown> {
    this.running += 1;
    try {
      return await work();
    } finally {
      this.running -= 1;
      const waiters = this.idleWaiters;
      this.idleWaiters = [];
      waiters.forEach((wake) => wake());
    }
  }
}
