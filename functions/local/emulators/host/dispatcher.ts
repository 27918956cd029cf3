import type { Clock } from '../../../src/platform/clock';
import type { Log } from '../../../src/platform/log';
import { GOOGLE_BACKOFF, type Backoff } from '../delivery/backoff';
import type { DeliveryCounters } from '../delivery/deliveryQueue';
import { Faults, type FaultSettings } from '../delivery/faults';
import { allIdle, type IdleOptions, type Worker } from '../delivery/quiet';
import type { EmbeddedFirestore } from '../firestore';
import type { EmbeddedPubsub } from '../pubsub';
import type { FunctionCounters, FunctionHandle } from './functionHandle';
import { Scheduler } from './scheduler';
import { connectDocuments, connectTopics, type DocumentTriggers } from './triggers';

export interface DispatcherOptions {
  project: string;
  firestore: EmbeddedFirestore;
  pubsub: EmbeddedPubsub;
  /** Runs the schedules. */
  clock: Clock;
  /** Of failed Firestore triggers. Default: Google's, 10 s to 600 s. */
  backoff?: Backoff;
  /** Of Firestore triggers. */
  faults?: FaultSettings;
  log: Log;
}

/** Sends functions what they are triggered by: messages, changes of documents, and runs that are due. */
export class Dispatcher implements Worker {
  readonly scheduler: Scheduler;
  private readonly documents: DocumentTriggers;
  private readonly faults: Faults;

  /**
   * @param others Workers that count as well when quiet is asked for.
   * @throws Error naming the function whose schedule is not understood.
   */
  constructor(
    private readonly functions: readonly FunctionHandle[],
    private readonly options: DispatcherOptions,
    private readonly others: readonly Worker[] = [],
  ) {
    this.scheduler = new Scheduler(functions, options.clock, options.log);
    this.faults = new Faults(options.faults);
    const sources = { ...options, backoff: options.backoff ?? GOOGLE_BACKOFF, faults: this.faults };
    connectTopics(functions, sources);
    this.documents = connectDocuments(functions, sources);
  }

  counters(): Record<string, FunctionCounters> {
    return Object.fromEntries(this.functions.map(({ name, counters }) => [name, { ...counters }]));
  }

  /** Deliveries of document changes to a function; undefined when it has none. */
  documentDeliveries(name: string): DeliveryCounters | undefined {
    return this.documents.queues.get(name)?.counters();
  }

  /** Replaces the faults of Firestore triggers. @throws Error when out of range. */
  setFaults(settings: FaultSettings): void {
    this.faults.set(settings);
  }

  isIdle(options?: IdleOptions): boolean {
    return this.workers().every((worker) => worker.isIdle(options));
  }

  async idle(options?: IdleOptions): Promise<void> {
    await allIdle(() => this.workers(), options);
  }

  /** Takes up no further event or schedule; what runs goes on. */
  halt(): void {
    this.scheduler.stop();
    this.documents.unsubscribe();
    this.documents.queues.forEach((queue) => queue.halt());
  }

  private workers(): Worker[] {
    const { documents, scheduler, options, others } = this;
    const { changes } = options.firestore.database(options.project);
    return [changes, ...documents.queues.values(), ...scheduler.queues(), options.pubsub, ...others];
  }
}
