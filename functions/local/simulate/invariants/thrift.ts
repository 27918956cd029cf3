import { canonical } from '../world/canonical';
import type { Data } from '../runtime/store';
import { DATA_COLLECTIONS, type Invariant } from './invariant';

/** A document is written only where something other than the time of writing changes. */
export function thrift(): Invariant {
  return {
    name: 'no write without a change',
    onCommit({ writes }) {
      for (const { path, collection, before, after } of writes) {
        if (!(collection in DATA_COLLECTIONS) || before === undefined || after === undefined) continue;
        // A commit whose answer was lost is repeated by the client library, and changes nothing at all.
        if (canonical(before) === canonical(after)) continue;
        if (withoutTime(before) === withoutTime(after))
          return `${path} is written although nothing in it changes`;
      }
      return undefined;
    },
  };
}

function withoutTime(data: Data): string {
  return canonical({ ...data, updatedAt: null });
}
