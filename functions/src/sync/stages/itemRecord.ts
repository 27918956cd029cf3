import { fingerprint } from '../../rules/identity/fingerprint';
import { alleavesDocumentId } from '../../rules/identity/documentId';
import type { ProductItem } from '../../rules/menu/product';
import { DETAIL_FIELDS, detailFields, itemDocument, itemFields } from '../../documents/item';
import { paths } from '../../documents/paths';
import type { ItemEntry } from '../../packedIndex/streams';
import type { SharedDocument } from '../records/recordDocument';
import type { KnownDetails } from './itemDetails';
import type { StageContext } from './stage';

/** An item as it should be stored. */
interface ItemRecord {
  document: SharedDocument;
  entry: (hash: string) => ItemEntry;
}

/**
 * An item as the inventory has it, with its details as far as they are known. If they aren't, those that are stored stand; a new item has what the
 * inventory says of them for now.
 */
export function itemRecord(
  { tenant, database }: Pick<StageContext, 'tenant' | 'database'>,
  product: ProductItem,
  known: KnownDetails,
  stored: ItemEntry | undefined,
): ItemRecord {
  const fetched = known.get(product.posItemId);
  const fields = itemFields(tenant, product);
  const absent = itemDocument.initial(DETAIL_FIELDS);
  const reference = database.document(
    `${paths.items(tenant.orgId)}/${alleavesDocumentId(product.posItemId)}`,
  );
  const record = (details: NonNullable<ItemEntry['details']>, own: object): ItemRecord => ({
    document: {
      kind: 'shared',
      reference,
      fields: { ...fields, ...own },
      compared: { ...fields, details: details.hash },
      initial: Object.fromEntries(Object.entries(absent).filter(([name]) => !(name in own))),
    },
    entry: (hash) => ({ hash, details }),
  });
  if (fetched === undefined && stored?.details) return record(stored.details, {});
  const own = detailFields(product, fetched ?? null);
  return record({ hash: fingerprint(own), of: fetched === undefined ? null : known.of(product) }, own);
}
