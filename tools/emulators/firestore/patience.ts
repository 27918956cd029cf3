import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers';

/** By what Google's client waits less. */
const SHARE = 1 / 10;

/**
 * Lets Google's client library try again sooner after a transaction that met another. Firestore lets the second one wait for some
 * milliseconds; the in-memory database refuses it, and the library would wait for a second or more. Private to `@google-cloud/firestore`.
 */
export function shortenRetries(): void {
  const module: unknown = createRequire(__filename)('@google-cloud/firestore/build/src/backoff');
  const setHandler: unknown =
    typeof module === 'object' && module !== null ? Reflect.get(module, 'setTimeoutHandler') : undefined;
  if (typeof setHandler !== 'function')
    throw new Error('@google-cloud/firestore has changed inside: adapt firestore/patience.ts.');
  const handler = (work: () => void, milliseconds: number) => delay(work, milliseconds * SHARE);
  Reflect.apply(setHandler, undefined, [handler]);
}
