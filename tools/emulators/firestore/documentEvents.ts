import { randomUUID } from 'node:crypto';
import { documentEvent, isEventOf } from '../functions/events';
import { PathPattern } from '../functions/pathPattern';
import type { MemoryDatabase } from './databases';
import type { DocumentEvents, DocumentTrigger, EventListener } from './firestoreService';

/** Makes events of the changes of an in-memory database. */
export function listenTo(
  database: MemoryDatabase,
  project: string,
  triggers: readonly DocumentTrigger[],
  listener: EventListener,
): DocumentEvents {
  const watched = triggers.map((trigger) => ({ trigger, pattern: new PathPattern(trigger.document) }));
  const { changes } = database;
  let received = 0;
  const unsubscribe = database.onChange(
    (change) => {
      for (const { trigger, pattern } of watched) {
        if (!pattern.matches(change.path) || !isEventOf(trigger.eventType, change)) continue;
        const described = { id: randomUUID(), eventType: trigger.eventType, project, database, change };
        received += 1;
        listener(trigger, () => documentEvent(described));
      }
    },
    {
      depths: new Set(watched.flatMap(({ pattern }) => pattern.depths())),
      matches: (path) => watched.some(({ pattern }) => pattern.matches(path)),
    },
  );
  return {
    isIdle: (options) => changes.isIdle(options),
    idle: (options) => changes.idle(options),
    settled: async () => {
      await changes.idle();
      return received;
    },
    unsubscribe,
  };
}
