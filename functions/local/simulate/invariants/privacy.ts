import { PRIVATE_MARK } from '../world/rows';
import { field, type Invariant } from './invariant';

/** Names and addresses of the simulated customers, phone numbers, any address, secrets, tokens. */
const PRIVATE = new RegExp(`${PRIVATE_MARK}|\\+1 555|[\\w.]+@[\\w-]+\\.\\w|secret-value|eyJ`, 'i');

/** No secret and no personal data in a log line or a stored error. */
export function privacy(): Invariant {
  return {
    name: 'nothing private in logs and errors',
    onLog({ message, fields }) {
      const text = `${message} ${JSON.stringify(fields)}`;
      return PRIVATE.test(text) ? `a log line says ${text}` : undefined;
    },
    onCommit({ writes }) {
      for (const { path, collection, after } of writes) {
        const error =
          collection === 'sync_status'
            ? field(after, 'lastError', 'message')
            : field(after, 'error', 'message');
        if (typeof error === 'string' && PRIVATE.test(error)) return `${path} says ${error}`;
      }
      return undefined;
    },
  };
}
