import type { ObservedRun } from '../runBook';
import { field, type Invariant, ITEMS, type LocatedWrite, posIdIn, type Scene } from '../invariant';
import type { Shop } from '../../world/shop';

/**
 * An answer that lacks a field in all rows empties it nowhere in bulk, where the runs before have shown that it is usual. Fewer documents
 * than `limits.brake.records` may lose it. This is about the menu, which is judged as a whole; of customers a shop here has too few to say
 * how many of a page may lose what.
 */
export function emptying({ store, shops, runs, limits, now }: Scene): Invariant {
  const emptied = new Map<ObservedRun, Set<string>>();

  /** Whether a write takes away what the POS has and only didn't send. */
  const isLoss = (shop: Shop, run: ObservedRun, { id, before, after }: LocatedWrite): boolean => {
    const { hollow } = shop;
    if (hollow?.stream !== 'items' || hollow.since > run.began || now().getTime() >= hollow.until)
      return false;
    const isTaken = isThere(before, hollow.field) && after !== undefined && !isThere(after, hollow.field);
    return isTaken && shop.rows('items', posIdIn(id) ?? null).some((row) => isThere(row, hollow.wire));
  };

  /** Whether the runs before were enough to know better. */
  const wasUsual = (shop: Shop, name: string): boolean => {
    const status = store.documents.get(`tenants/${shop.orgId}/sync_status/pos`);
    const rate = Number(field(status, 'baseline', 'items', 'rates', name) ?? 0);
    const known = shop
      .ids('items')
      .filter(
        (id) =>
          !shop.isOdd('items', id) && store.documents.has(`tenants/${shop.orgId}/${ITEMS}/alleaves_${id}`),
      );
    // One of them can be new to the index, or can't be read.
    return rate * (known.length - 1) >= limits.brake.records;
  };

  return {
    name: 'nothing emptied in bulk',
    onCommit({ invocation, writes }) {
      if (invocation.functionName !== 'syncProducts') return undefined;
      for (const write of writes) {
        const { orgId, collection, path } = write;
        const shop = orgId === null ? undefined : shops.get(orgId);
        const run = orgId === null ? undefined : runs.current(orgId);
        if (collection !== ITEMS || !shop?.hollow || !run || run.forceFields || !isLoss(shop, run, write))
          continue;
        const name = shop.hollow.field;
        const paths = (emptied.get(run) ?? new Set<string>()).add(path);
        emptied.set(run, paths);
        const kept = [...store.collection(`tenants/${shop.orgId}/${ITEMS}`).values()].filter((document) =>
          isThere(document, name),
        );
        if (paths.size >= limits.brake.records && paths.size > kept.length && wasUsual(shop, name))
          return `run ${run.runId} has emptied ${name} of ${paths.size} items, as a false answer had it`;
      }
      return undefined;
    },
  };
}

function isThere(fields: Readonly<Record<string, unknown>> | undefined, name: string): boolean {
  return (fields?.[name] ?? null) !== null;
}
