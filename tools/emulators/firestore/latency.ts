import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const FILE = join(
  dirname(require.resolve('@firebase-bridge/firestore-admin')),
  'lib/_internal/functions/resolve-promise.js',
);
const NAME = 'resolvePromise';

/**
 * The in-memory database answers each part of a request after 3 ms, so that others can come between. A turn of the event loop lets them
 * come between as well; with it a read takes a tenth of the time. Private to `@firebase-bridge/firestore-admin` (0.0.10).
 */
export function answerAtOnce(): void {
  const module: unknown = createRequire(__filename)(FILE);
  if (typeof module !== 'object' || module === null || typeof Reflect.get(module, NAME) !== 'function')
    throw new Error(
      '@firebase-bridge/firestore-admin has changed inside: install version 0.0.10, or adapt firestore/latency.ts.',
    );
  Reflect.set(module, NAME, (value: unknown) => new Promise((resolve) => setImmediate(resolve, value)));
}
