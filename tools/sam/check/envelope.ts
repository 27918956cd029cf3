import { isRecord, membersOf } from '../../../functions/src/alleaves/client/answer/shape';

/** Envelopes in one another. */
const MAXIMUM_DEPTH = 3;

/**
 * What an answer's rows are wrapped in, such as `a list under "customers"`. A key that isn't an identifier may be personal data and isn't
 * shown.
 */
export function describeEnvelope(body: unknown, depth = 0): string {
  if (Array.isArray(body)) return 'a list';
  if (membersOf(body) !== undefined) return 'an object with numbers for keys';
  if (!isRecord(body) || depth >= MAXIMUM_DEPTH) return body === null ? 'null' : 'no list';
  const found = Object.entries(body).find(([, value]) => membersOf(value) !== undefined || isRecord(value));
  if (found === undefined) return 'no list';
  const [key, value] = found;
  return `${describeEnvelope(value, depth + 1)} under "${/^[A-Za-z_]\w{0,39}$/.test(key) ? key : '?'}"`;
}
