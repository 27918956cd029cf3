import type { Invariant, Scene } from '../invariant';

/** No write outside the message's tenant, and none that carries another tenant's id or data. */
export function isolation({ shops }: Scene): Invariant {
  return {
    name: 'tenant isolation',
    onCommit({ invocation, writes }) {
      const tenants = new Set(writes.map(({ orgId }) => orgId));
      if (tenants.size > 1) return `one commit writes to ${[...tenants].join(' and ')}`;
      for (const { path, orgId, collection, after } of writes) {
        if (invocation.orgId !== null && orgId !== invocation.orgId)
          return `${invocation.label} writes ${path}`;
        if (orgId === null && !path.startsWith('dead_letters/')) return `${invocation.label} writes ${path}`;
        // An index shard is compressed.
        if (orgId === null || after === undefined || collection === 'sync_index') continue;
        if ('orgId' in after && after['orgId'] !== orgId)
          return `${path} says orgId ${String(after['orgId'])}`;
        if (shops.size === 1) continue;
        const text = JSON.stringify(after);
        for (const other of shops.keys()) {
          if (other !== orgId && text.includes(`@${other}.example`)) return `${path} holds data of ${other}`;
        }
      }
      return undefined;
    },
  };
}
