import type { CloudEvent } from '../functions/events';
import type { Worker } from '../delivery/quiet';
import type { FirestoreStats } from './billing';

/** Documents whose changes somebody wants to hear of, under a name of their own. */
export interface DocumentTrigger {
  /** Unique in its project. */
  name: string;
  /** `google.cloud.firestore.document.v1.*`. */
  eventType: string;
  /** A path pattern such as `tenants/{orgId}/customers/{customerId}`. */
  document: string;
}

/** Takes an event; makes it when it is delivered, since functions write to their event. */
export type EventListener = (trigger: DocumentTrigger, makeEvent: () => CloudEvent) => void;

/** The events of some triggers, as they come in. Busy while some are seen to be on their way. */
export interface DocumentEvents extends Worker {
  /** Waits until the events of every commit that has been answered so far are in. Returns how many came in, ever. */
  settled(): Promise<number>;
  unsubscribe(): void;
}

/** A Firestore that functions can be triggered by, whichever it is. */
export interface FirestoreService {
  /** For `FIRESTORE_EMULATOR_HOST`. */
  readonly host: string;
  /** Hears of every committed change, from now on, of the `(default)` database of a project. */
  listen(
    project: string,
    triggers: readonly DocumentTrigger[],
    listener: EventListener,
  ): Promise<DocumentEvents>;
  /** What Google would have billed for a project's `(default)` database so far, where that is counted. */
  stats?(project: string): FirestoreStats;
  stop(): Promise<void>;
}
