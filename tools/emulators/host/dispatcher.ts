import type { Clock } from '../../../functions/src/platform/ports/clock';
import type { Log } from '../../../functions/src/platform/ports/log';
import { GOOGLE_BACKOFF, type Backoff } from '../delivery/backoff';
import type { DeliveryCounters } from '../delivery/deliveryQueue';
import { Faults, type FaultSettings } from '../delivery/faults';
import { allIdle, type IdleOptions, type Worker } from '../delivery/quiet';
import type { FirestoreService } from '../firestore/firestoreService';
import type { EmbeddedPubsub } from '../pubsub/embeddedPubsub';
import type { FunctionCounters, FunctionHandle } from '../functions/functionHandle';
import { Scheduler } from './scheduler';
import { connectDocuments, connectTopics, type DocumentTriggers } from './triggers';

export interface DispatcherOptions {
  project: string;
  firestore: FirestoreService;
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
  private constructor(
    private readonly functions: readonly FunctionHandle[],
    readonly scheduler: Scheduler,
    private readonly documents: DocumentTriggers,
    private readonly faults: Faults,
    private readonly pubsub: EmbeddedPubsub,
    private readonly others: readonly Worker[],
  ) {}

  /**
   * Connects functions with what triggers them.
   * @param others Workers that count as well when quiet is asked for.
   * @throws Error naming the function whose schedule is not understood.
   */
  static async connect(
    functions: readonly FunctionHandle[],
    options: DispatcherOptions,
    others: readonly Worker[] = [],
  ): Promise<Dispatcher> {
    const scheduler = new Scheduler(functions, options.clock, options.log);
    const faults = new Faults(options.faults);
    const sources = { ...options, backoff: options.backoff ?? GOOGLE_BACKOFF, faults };
    connectTopics(functions, sources);
    const documents = await connectDocuments(functions, sources);
    return new Dispatcher(functions, scheduler, documents, faults, options.pubsub, others);
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

  /** Events can be on their way from another process, unseen: when all is quiet, that is made sure of. */
  async idle(options?: IdleOptions): Promise<void> {
    const { events } = this.documents;
    for (let known = -1; ;) {
      await allIdle(() => this.workers(), options);
      const received = await events.settled();
      if (received === known && this.isIdle(options)) return;
      known = received;
    }
  }

  /** Takes up no further event or schedule; what runs goes on. */
  halt(): void {
    this.scheduler.stop();
    this.documents.events.unsubscribe();
    this.documents.queues.forEach((queue) => queue.halt());
    for (const hosted of this.functions) hosted.halt?.();
  }

  private workers(): Worker[] {
    const { documents, scheduler, pubsub, others } = this;
    return [documents.events, ...documents.queues.values(), ...scheduler.queues(), pubsub, ...others];
  }
}
