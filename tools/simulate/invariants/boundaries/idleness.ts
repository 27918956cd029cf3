import { DATA_COLLECTIONS, type Invariant, type LocatedWrite, type Scene } from '../invariant';

/**
 * What must not be written is not: the data of a tenant that was paused or removed before the delivery began (one that is under
 * way ends at its next look), and any data at all in a dry run.
 */
export function idleness({ shops, runs }: Scene): Invariant {
  return {
    name: 'nothing written unasked',
    onCommit({ invocation, writes }) {
      const write = writes.find(isOfStage);
      const { orgId = null, path = '' } = write ?? {};
      const isStage =
        invocation.functionName.startsWith('sync') || invocation.functionName.startsWith('compute');
      if (orgId === null || !isStage) return undefined;
      const idleSince = shops.get(orgId)?.idleSince ?? null;
      if (idleSince !== null && idleSince < invocation.began)
        return `${path} is written, and ${orgId} was paused or removed before ${invocation.label} came`;
      return runs.current(orgId)?.dryRun ? `${path} is written in a dry run` : undefined;
    },
  };
}

function isOfStage({ orgId, collection }: LocatedWrite): boolean {
  return orgId !== null && (collection in DATA_COLLECTIONS || OWN.includes(collection));
}

const OWN = ['sync_index', 'sync_quarantine'];
