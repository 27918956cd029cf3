import { alleavesDocumentId } from '../domain/documentId';
import type { ParsedRow, PosInventoryBatch } from '../domain/pos';
import { combineBatches, type ItemFields, itemFields } from '../domain/product';
import { paths } from '../firestore/paths';
import type { SharedDocument } from './recordWriter';
import type { StageContext } from './stage';

/** The rows of each item that the POS has: one of which every batch is deleted is no longer there. */
export function groupByItem(
  rows: readonly ParsedRow<PosInventoryBatch>[],
): Map<string, ParsedRow<PosInventoryBatch>[]> {
  const byItem = new Map<string, ParsedRow<PosInventoryBatch>[]>();
  for (const row of rows) {
    if (row.posId === null) continue;
    const batches = byItem.get(row.posId);
    if (batches === undefined) byItem.set(row.posId, [row]);
    else batches.push(row);
  }
  for (const [posItemId, batches] of byItem) {
    if (batches.every(({ record }) => record?.deleted)) byItem.delete(posItemId);
  }
  return byItem;
}

/** An image is the sync's only where the POS has one. */
type SyncedItemFields = Omit<ItemFields, 'imageUrl'> & { imageUrl?: string };

/** The document of an item as its readable batches have it; null where none can be read. */
export function itemDocument(
  { tenant, database }: Pick<StageContext, 'tenant' | 'database'>,
  posItemId: string,
  batches: readonly ParsedRow<PosInventoryBatch>[],
): SharedDocument<SyncedItemFields> | null {
  const readable = batches.flatMap(({ record }) => record ?? []);
  if (readable.length === 0) return null;
  const { imageUrl, ...fields } = itemFields(tenant.orgId, combineBatches(readable), tenant.timeZone);
  return {
    kind: 'shared',
    reference: database.document(`${paths.items(tenant.orgId)}/${alleavesDocumentId(posItemId)}`),
    // Without an image of the POS's own, the image belongs to the staff.
    ...(imageUrl === null
      ? { fields, initial: { imageUrl } }
      : { fields: { ...fields, imageUrl }, initial: {} }),
  };
}
