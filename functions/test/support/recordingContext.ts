import { Firestore } from 'firebase-admin/firestore';
import { createCloudLog } from '../../src/platform/google/cloudLog';
import { systemClock } from '../../src/platform/ports/clock';
import type { Context } from '../../src/platform/ports/context';
import { DEFAULT_SETTINGS } from '../../src/platform/settings';
import { parseObject } from './json';

const outOfReach = () => {
  throw new Error('This context only publishes and logs.');
};

/** A context that keeps what is published and logged; nothing else of it can be used. */
export function recordingContext() {
  const published: { topic: string; attributes: Readonly<Record<string, string>> | undefined }[] = [];
  const lines: Record<string, unknown>[] = [];
  const context: Context = {
    settings: DEFAULT_SETTINGS,
    clock: systemClock,
    log: createCloudLog((line) => lines.push(parseObject(line))),
    // It connects with its first request.
    firestore: new Firestore({ projectId: 'demo-out-of-reach' }),
    publisher: {
      publish: (topic, _message, attributes) => {
        published.push({ topic, attributes });
        return Promise.resolve();
      },
    },
    secrets: { read: outOfReach },
    pos: { connect: outOfReach },
    sessions: { isCurrent: outOfReach },
  };
  return { context, published, lines };
}
