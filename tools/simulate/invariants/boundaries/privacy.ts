import { PRIVATE_MARK } from '../../world/rows';
import type { Invariant } from '../invariant';

/** Names and addresses of the simulated customers, phone numbers, any address, secrets, tokens. */
const PRIVATE = new RegExp(`${PRIVATE_MARK}|\\+1 555|[\\w.]+@[\\w-]+\\.\\w|secret-value|eyJ`, 'i');

/** What is kept of failures and of runs: nothing in it is anybody's. */
const RECORDS: ReadonlySet<string> = new Set(['dead_letters', 'sync_runs', 'sync_status']);

/** No secret and no personal data in a log line, a dead letter, or the record of a run. */
export function privacy(): Invariant {
  return {
    name: 'nothing private in logs and errors',
    onLog({ message, fields }) {
      const text = `${message} ${JSON.stringify(fields)}`;
      return PRIVATE.test(text) ? `a log line says ${text}` : undefined;
    },
    onCommit({ writes }) {
      for (const { path, collection, after } of writes) {
        if (!RECORDS.has(collection)) continue;
        const text = JSON.stringify(after);
        if (PRIVATE.test(text)) return `${path} says ${text}`;
      }
      return undefined;
    },
  };
}
