import { canonical } from '../../world/canonical';
import type { Data } from '../../runtime/firestore/store';
import { DATA_COLLECTIONS, field, type Invariant } from '../invariant';

/**
 * A document is written only if something other than the time of writing changes, and a shard of the index only where
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
        if (collection === 'sync_index' && countsOn(before, after)) continue;
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

/**
 * Whether a shard counts more of the same run. One that was split off in a commit too large for Firestore has its effects counted
 * by the shard it was split off from, which is written again with the second half.
 */
function countsOn(before: Data, after: Data): boolean {
  const run = (data: Data) => field(data, 'run', 'runId');
  return run(before) === run(after) && canonical(before['run']) !== canonical(after['run']);
}

function without(data: Data, name: string): string {
  return canonical({ ...data, [name]: null });
}
