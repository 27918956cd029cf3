import { ITEMS, type Invariant, posIdIn, type Scene } from '../invariant';

/** Nothing is removed that the POS still has; customers and orders are never removed at all. */
export function removal({ shops, runs }: Scene): Invariant {
  return {
    name: 'nothing removed that the POS has',
    onCommit({ writes }) {
      for (const { path, orgId, collection, id, before, after } of writes) {
        if (after !== undefined || before === undefined || orgId === null) continue;
        if (collection === 'customers' || collection === 'orders') return `${path} was removed`;
        const posId = posIdIn(id);
        if (collection !== ITEMS || posId === undefined) continue;
        const run = runs.current(orgId);
        if (run?.forceMenu) continue;
        const seen = shops.get(orgId)?.history.since('items', posId, run?.began ?? 0) ?? [];
        if (seen.every(({ present }) => present)) return `${path} was removed while the POS has it`;
      }
      return undefined;
    },
  };
}
