import { randomUUID } from 'node:crypto';
import type { Log } from '../../../src/platform/log';
import type { Backoff } from '../delivery/backoff';
import { DeliveryQueue } from '../delivery/deliveryQueue';
import type { Faults } from '../delivery/faults';
import type { EmbeddedFirestore } from '../firestore';
import type { DocumentChange } from '../firestore/changes';
import type { EmbeddedPubsub } from '../pubsub';
import { documentEvent, isEventOf, messagePublishedEvent } from './events';
import type { FunctionHandle } from './functionHandle';
import { PathPattern } from './pathPattern';

/** Where the events of the functions come from. */
export interface EventSources {
  project: string;
  firestore: EmbeddedFirestore;
  pubsub: EmbeddedPubsub;
  backoff: Backoff;
  faults: Faults;
  log: Log;
}

interface DocumentDelivery {
  id: string;
  change: DocumentChange;
}

export interface DocumentTriggers {
  /** By the name of the function. */
  queues: ReadonlyMap<string, DeliveryQueue<DocumentDelivery>>;
  /** Ends the subscription to the changes. */
  unsubscribe: () => void;
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
      concurrency: hosted.concurrency,
      deliver: async (message) => {
        await hosted.call(messagePublishedEvent(message, `projects/${project}/subscriptions/${name}`));
      },
    });
  }
}

interface DocumentTrigger {
  hosted: FunctionHandle;
  queue: DeliveryQueue<DocumentDelivery>;
  pattern: PathPattern;
  listensTo: (change: DocumentChange) => boolean;
}

function documentTrigger(hosted: FunctionHandle, sources: EventSources): DocumentTrigger | undefined {
  if (hosted.trigger.kind !== 'firestore') return undefined;
  const { project, firestore, backoff, faults, log } = sources;
  const { eventType, document, retry } = hosted.trigger;
  const database = firestore.database(project);
  const pattern = new PathPattern(document);
  const queue = new DeliveryQueue<DocumentDelivery>({
    concurrency: hosted.concurrency,
    maximumAttempts: retry ? Infinity : 1,
    backoff,
    faults,
    deliver: async ({ id, change }) => {
      await hosted.call(documentEvent({ id, eventType, project, database, change }));
    },
    onFailure: (error, { attempt, retriedInMs }) =>
      log.warn('Firestore trigger failed', {
        function: hosted.name,
        attempt,
        retriedInMs,
        error: error instanceof Error ? error.message : String(error),
      }),
  });
  const listensTo = (change: DocumentChange) => pattern.matches(change.path) && isEventOf(eventType, change);
  return { hosted, queue, pattern, listensTo };
}

/** Queues a delivery to a function for every change of a document that it listens to. */
export function connectDocuments(
  functions: readonly FunctionHandle[],
  sources: EventSources,
): DocumentTriggers {
  const triggers = functions.flatMap((hosted) => documentTrigger(hosted, sources) ?? []);
  const patterns = triggers.map(({ pattern }) => pattern);
  const unsubscribe = sources.firestore.database(sources.project).onChange(
    (change) => {
      for (const { queue, listensTo } of triggers) {
        if (listensTo(change)) queue.add({ id: randomUUID(), change });
      }
    },
    {
      depths: new Set(patterns.flatMap((pattern) => pattern.depths())),
      matches: (path) => patterns.some((pattern) => pattern.matches(path)),
    },
  );
  return { queues: new Map(triggers.map(({ hosted, queue }) => [hosted.name, queue])), unsubscribe };
}
