import { sellableAreas, sold } from '../../rules/menu/areas';
import { fingerprint } from '../../rules/identity/fingerprint';
import { combineBatches, type ProductItem } from '../../rules/menu/product';
import type { ParsedRow, PosInventoryBatch } from '../../rules/pos';
import type { Tenant } from '../../documents/tenant';

/** An item that the POS has. */
export interface PosItem {
  rows: readonly ParsedRow<PosInventoryBatch>[];
  /** What its readable batches come to; null if there are none. */
  product: ProductItem | null;
}

/** The items that the POS has, by id: one of which every batch is deleted is no longer there. */
export function posItems(
  rows: readonly ParsedRow<PosInventoryBatch>[],
  tenant: Pick<Tenant, 'sellableAreas'>,
): Map<string, PosItem> {
  const sells = sellableAreas(
    rows.flatMap(({ record }) => record ?? []),
    tenant.sellableAreas,
  );
  const byItem = new Map<string, ParsedRow<PosInventoryBatch>[]>();
  for (const row of rows) {
    if (row.posId === null) continue;
    const own = byItem.get(row.posId);
    if (own === undefined) byItem.set(row.posId, [row]);
    else own.push(row);
  }
  const items = new Map<string, PosItem>();
  for (const [posItemId, own] of byItem) {
    if (own.every(({ record }) => record?.deleted)) continue;
    const batches = own.flatMap(({ record }) => (record === null ? [] : sold(record, sells)));
    items.set(posItemId, { rows: own, product: batches.length === 0 ? null : productOf(batches, own) });
  }
  return items;
}

/** The latest `updated` can stand in a row that can't be read: then any change of that row counts as one of the item. */
function productOf(
  batches: readonly PosInventoryBatch[],
  rows: readonly ParsedRow<PosInventoryBatch>[],
): ProductItem {
  const product = combineBatches(batches);
  const unreadable = rows.filter(({ record }) => record === null);
  if (unreadable.length === 0) return product;
  const marks = unreadable.map(({ payload }) => fingerprint(payload)).sort();
  return { ...product, updated: [product.updated, ...marks].join(' ') };
}
