import { backoffMs, type Backoff } from './backoff';
import type { Faults } from './faults';
import type { IdleOptions, Worker } from './quiet';

export interface DeliveryQueueOptions<Item> {
  /** Handles one delivery; a resolved promise acknowledges it, a rejected one asks for another. */
  deliver: (item: Item) => Promise<void>;
  concurrency: number;
  /** After so many failed attempts an item is dropped: 1 for no retry, Infinity for no end. */
  maximumAttempts: number;
  backoff: Backoff;
  faults: Faults;
  onFailure: (error: unknown, failure: Failure<Item>) => void;
}

export interface Failure<Item> {
  item: Item;
  /** The first is 1. */
  attempt: number;
  /** The wait before the next attempt; null when there is none. */
  retriedInMs: number | null;
}

export interface DeliveryCounters {
  /** Deliveries acknowledged; a duplicate counts again. */
  delivered: number;
  /** Second and later attempts begun. */
  redelivered: number;
  /** Attempts that failed. */
  failed: number;
  /** Items given up after a failure. */
  dropped: number;
  inFlight: number;
  /** Items that wait: for a free place, a delay or their back-off. */
  waiting: number;
}

interface Delivery<Item> {
  item: Item;
  attempt: number;
}

/** Delivers items at least once, with bounded concurrency, in the order of arrival unless faults say otherwise. */
export class DeliveryQueue<Item> implements Worker {
  private readonly ready: Delivery<Item>[] = [];
  private readonly delays = new Set<NodeJS.Timeout>();
  private readonly retries = new Set<NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();
  private readonly counts = { delivered: 0, redelivered: 0, failed: 0, dropped: 0 };
  private idleWaiters: (() => void)[] = [];
  private halted = false;

  constructor(private readonly options: DeliveryQueueOptions<Item>) {}

  add(item: Item): void {
    for (let copy = this.options.faults.copies(); copy > 0; copy -= 1) {
      const delayMs = this.options.faults.delayMs();
      if (delayMs === 0) this.enqueue({ item, attempt: 1 });
      else this.enqueueLater({ item, attempt: 1 }, delayMs, this.delays);
    }
  }

  counters(): DeliveryCounters {
    const waiting = this.ready.length + this.delays.size + this.retries.size;
    return { ...this.counts, inFlight: this.running.size, waiting };
  }

  isIdle({ ignoreBackoff = false }: IdleOptions = {}): boolean {
    const { ready, running, delays, retries } = this;
    return ready.length + running.size + delays.size + (ignoreBackoff ? 0 : retries.size) === 0;
  }

  async idle(options: IdleOptions = {}): Promise<void> {
    while (!this.isIdle(options)) await new Promise<void>((resolve) => this.idleWaiters.push(resolve));
  }

  /** Begins no further delivery and drops what waits; what runs goes on. */
  halt(): void {
    this.halted = true;
    this.purge();
  }

  /** Drops what waits; what runs goes on. */
  purge(): void {
    for (const timer of [...this.delays, ...this.retries]) clearTimeout(timer);
    this.delays.clear();
    this.retries.clear();
    this.ready.length = 0;
    this.wakeIdleWaiters();
  }

  private enqueue(delivery: Delivery<Item>): void {
    if (this.halted) return;
    this.ready.push(delivery);
    this.startDeliveries();
  }

  private enqueueLater(delivery: Delivery<Item>, delayMs: number, timers: Set<NodeJS.Timeout>): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      this.enqueue(delivery);
    }, delayMs);
    timers.add(timer);
  }

  private startDeliveries(): void {
    while (!this.halted && this.running.size < this.options.concurrency) {
      const [delivery] = this.ready.splice(this.options.faults.next(this.ready.length), 1);
      if (!delivery) return;
      const attempt = this.attempt(delivery).finally(() => {
        this.running.delete(attempt);
        this.startDeliveries();
        this.wakeIdleWaiters();
      });
      this.running.add(attempt);
    }
  }

  private async attempt(delivery: Delivery<Item>): Promise<void> {
    if (delivery.attempt > 1) this.counts.redelivered += 1;
    try {
      await this.options.deliver(delivery.item);
      this.counts.delivered += 1;
    } catch (error) {
      this.counts.failed += 1;
      this.retryOrDrop(delivery, error);
    }
  }

  private retryOrDrop({ item, attempt }: Delivery<Item>, error: unknown): void {
    const again = attempt < this.options.maximumAttempts && !this.halted;
    const retriedInMs = again ? backoffMs(this.options.backoff, attempt) : null;
    this.options.onFailure(error, { item, attempt, retriedInMs });
    if (retriedInMs === null) this.counts.dropped += 1;
    else this.enqueueLater({ item, attempt: attempt + 1 }, retriedInMs, this.retries);
  }

  private wakeIdleWaiters(): void {
    const waiters = this.idleWaiters;
    this.idleWaiters = [];
    waiters.forEach((wake) => wake());
  }
}
