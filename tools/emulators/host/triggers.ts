import type { Log } from '../../../functions/src/platform/ports/log';
import type { Backoff } from '../delivery/backoff';
import { DeliveryQueue } from '../delivery/deliveryQueue';
import type { Faults } from '../delivery/faults';
import type { DocumentEvents, DocumentTrigger, FirestoreService } from '../firestore/firestoreService';
import type { EmbeddedPubsub } from '../pubsub/embeddedPubsub';
import { messagePublishedEvent, type CloudEvent } from '../functions/events';
import { type FunctionHandle, triggerName } from '../functions/functionHandle';

/** Where the events of the functions come from. */
export interface EventSources {
  project: string;
  firestore: FirestoreService;
  pubsub: EmbeddedPubsub;
  backoff: Backoff;
  faults: Faults;
  log: Log;
}

type EventQueue = DeliveryQueue<() => CloudEvent>;

export interface DocumentTriggers {
  /** By the name of the function. */
  queues: ReadonlyMap<string, EventQueue>;
  events: DocumentEvents;
}

/** Pushes a topic's messages to a function; the topic comes into being with it. */
export function connectTopics(functions: readonly FunctionHandle[], { project, pubsub }: EventSources): void {
  for (const hosted of functions) {
    if (hosted.trigger.kind !== 'pubsub') continue;
    const { topicId, retry } = hosted.trigger;
    const name = `eventarc-${hosted.region}-${hosted.name}`;
    pubsub.subscribe({
      name,
      project,
      topicId,
      retry,
      concurrency: hosted.pushesAtOnce,
      deliver: async (message) => {
        await hosted.call(messagePublishedEvent(message, `projects/${project}/subscriptions/${name}`));
      },
    });
  }
}

function eventQueue(
  hosted: FunctionHandle,
  retry: boolean,
  { backoff, faults, log }: EventSources,
): EventQueue {
  return new DeliveryQueue({
    concurrency: hosted.pushesAtOnce,
    maximumAttempts: retry ? Infinity : 1,
    backoff,
    faults,
    deliver: async (makeEvent) => {
      await hosted.call(makeEvent());
    },
    onFailure: (error, { attempt, retriedInMs }) =>
      log.warn('Firestore trigger failed', {
        function: hosted.name,
        attempt,
        retriedInMs,
        error: error instanceof Error ? error.message : String(error),
      }),
  });
}

/** Queues a delivery to a function for every change of a document that it listens to. */
export async function connectDocuments(
  functions: readonly FunctionHandle[],
  sources: EventSources,
): Promise<DocumentTriggers> {
  const queues = new Map<string, EventQueue>();
  const queuesByTrigger = new Map<string, EventQueue>();
  const triggers: DocumentTrigger[] = [];
  for (const hosted of functions) {
    if (hosted.trigger.kind !== 'firestore') continue;
    const { eventType, document, retry } = hosted.trigger;
    const queue = eventQueue(hosted, retry, sources);
    queues.set(hosted.name, queue);
    queuesByTrigger.set(triggerName(hosted), queue);
    triggers.push({ name: triggerName(hosted), eventType, document });
  }
  const events = await sources.firestore.listen(sources.project, triggers, ({ name }, makeEvent) =>
    queuesByTrigger.get(name)?.add(makeEvent),
  );
  return { queues, events };
}
