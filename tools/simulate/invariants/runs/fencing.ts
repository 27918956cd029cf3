import { DATA_COLLECTIONS, type Invariant, type Scene } from '../invariant';

/** Only the delivery that took the tenant's lease last writes its data: no zombie, no second delivery of a step. */
export function fencing({ runs }: Scene): Invariant {
  return {
    name: 'one writer at a time',
    onCommit({ invocation, writes }) {
      const { functionName } = invocation;
      if (functionName === 'recomputeSegment' || functionName === 'refreshDueSegments') return undefined;
      for (const { path, orgId, collection } of writes) {
        if (orgId === null || !(collection in DATA_COLLECTIONS || collection === 'sync_index')) continue;
        // A full run repairs segments as the trigger does: from what is stored at that moment, in one transaction, by anyone.
        if (functionName === 'computeSpending' && collection === 'customers') continue;
        const holder = runs.holder(orgId);
        if (holder?.invocation !== invocation.number) {
          return `${path} is written by invocation ${invocation.number}, while the tenant is held by invocation ${String(holder?.invocation)}`;
        }
      }
      return undefined;
    },
  };
}
