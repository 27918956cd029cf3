import { DATA_COLLECTIONS, type Invariant, type Scene } from './invariant';

/** Only the delivery that took the tenant's lease last writes its data: no zombie, no second delivery of a step. */
export function fencing({ runs }: Scene): Invariant {
  return {
    name: 'one writer at a time',
    onCommit({ invocation, writes }) {
      if (invocation.functionName === 'recomputeSegment' || invocation.functionName === 'refreshDueSegments')
        return undefined;
      for (const { path, orgId, collection } of writes) {
        if (orgId === null || !(collection in DATA_COLLECTIONS || collection === 'sync_index')) continue;
        const holder = runs.holder(orgId);
        if (holder?.invocation !== invocation.number) {
          return `${path} is written by invocation ${invocation.number}, while the tenant is held by invocation ${String(holder?.invocation)}`;
        }
      }
      return undefined;
    },
  };
}
