import type { HttpsFunction } from 'firebase-functions/v2/https';

/** Replaces a body that isn't a call: the input schema of every callable refuses it, in words that hold no value. */
const NO_CALL = { data: 'no call' };

/** Levels of a call's data: more than any input has, and far fewer than firebase-functions walks before its stack is full. */
const MAX_DEPTH = 20;

/**
 * Keeps what was sent out of the logs. firebase-functions writes a body there whole if `data` is missing, the names of
 * fields beside `data`, and data with an `@type` that it doesn't know, and it fails where data are nested too deep. Such a body is
 * replaced, so that it is refused as malformed input by anyone who may call at all. Out of reach is text that is no JSON: Google's
 * server in front of the function answers it, and logs the parser's message with the few characters around the fault.
 */
export function withPrivateBody<Deployed extends HttpsFunction>(deployed: Deployed): Deployed {
  return new Proxy(deployed, {
    apply(target, self, [request, response]: Parameters<Deployed>): unknown {
      if (request.method === 'POST' && !isCall(request.body)) request.body = NO_CALL;
      return Reflect.apply(target, self, [request, response]);
    },
  });
}

function isCall(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || Object.keys(body).join() !== 'data') return false;
  return Object.values(body).every((data) => isPlain(data, MAX_DEPTH));
}

function isPlain(data: unknown, depth: number): boolean {
  if (typeof data !== 'object' || data === null) return true;
  return (
    depth > 0 &&
    !Object.hasOwn(data, '@type') &&
    Object.values(data).every((part) => isPlain(part, depth - 1))
  );
}
