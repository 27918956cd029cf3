import { canonical } from '../world/canonical';
import type { Data } from '../runtime/store';
import { DATA_COLLECTIONS, type Invariant } from './invariant';

/**
 * A document is written only where something other than the time of writing changes, and a shard of the index only where
 * what it says of the records changes.
 */
export function thrift(): Invariant {
  return {
    name: 'no write without a change',
    onCommit({ writes }) {
      for (const { path, collection, before, after } of writes) {
        const ignored = VOLATILE[collection];
        if (ignored === undefined || before === undefined || after === undefined) continue;
        // A commit whose answer was lost is repeated by the client library, and changes nothing at all.
        if (canonical(before) === canonical(after)) continue;
        if (without(before, ignored) === without(after, ignored))
          return `${path} is written although nothing in it changes`;
      }
      return undefined;
    },
  };
}

/** The fields that alone are no reason for a write, by collection: the time, and whose commit it was. */
const VOLATILE: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.keys(DATA_COLLECTIONS).map((name) => [name, 'updatedAt'])),
  sync_quarantine: 'runId',
  sync_index: 'run',
};

function without(data: Data, name: string): string {
  return canonical({ ...data, [name]: null });
}
