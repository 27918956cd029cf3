import { z } from 'zod';
import { PermanentError } from '../platform/ports/errors';
import type { Database } from '../platform/firestore/database';
import { pick } from '../documents/definition/pick';
import { itemDocument, MAX_IMAGES } from '../documents/item';
import { paths } from '../documents/paths';
import { activeTenants } from '../documents/activeTenants';

/** The tenants whose menu is shown: those whose sync is on. One read a tenant, at least one. */
export async function tenantsWithMenu(database: Database): Promise<ReadonlySet<string>> {
  const orgIds = new Set<string>();
  for await (const { orgId } of activeTenants(database)) orgIds.add(orgId);
  return orgIds;
}

/**
 * What changes whenever a sync or a callable has changed the menu: the times of the menu's index shards, which are committed together
 * with the items. One read (one more for each 8,000 items).
 */
export async function menuVersion(database: Database, orgId: string): Promise<string> {
  const shards = database.collection(paths.syncIndex(orgId)).where('stream', '==', 'items').select();
  const { docs } = await database.query(shards);
  return docs.map(({ id, updateTime }) => `${id} ${updateTime.toMillis()}`).join('\n');
}

/** The fields of an item that are public: nothing about costs, stock or suppliers. */
const PUBLIC_FIELDS = [
  ...(['name', 'brand', 'category', 'price', 'priceIncludesTax', 'priceRetail', 'priceOtd'] as const),
  ...(['thcPercent', 'cbdPercent', 'strain', 'strainType', 'weight', 'weightUnit', 'isCannabis'] as const),
  ...(['description', 'imageUrl', 'imageUrls', 'featured', 'sortOrder'] as const),
];

const imageAddress = z.url({ protocol: /^https?$/ });

/** What of an item is public. Documents may have been edited by hand: what can't be read is left out. */
export const publicItem = z.object({
  ...pick(itemDocument.tolerant.shape, PUBLIC_FIELDS),
  imageUrl: imageAddress.nullable().catch(null),
  imageUrls: z.array(imageAddress).max(MAX_IMAGES).catch([]),
});
export type PublicItem = z.output<typeof publicItem> & { id: string };

/**
 * The items in stock, unsorted. One read an item, at least one.
 * @throws PermanentError `menu_too_large`.
 */
export async function readMenu(database: Database, orgId: string, maxItems: number): Promise<PublicItem[]> {
  const inStock = database
    .collection(paths.items(orgId))
    .where('inStock', '==', true)
    .select(...PUBLIC_FIELDS)
    .limit(maxItems + 1);
  const { docs } = await database.query(inStock);
  if (docs.length > maxItems) {
    throw new PermanentError(
      'menu_too_large',
      `The shop has more than ${maxItems} items in stock, more than a public menu shows. Archive items at the POS.`,
    );
  }
  return docs.map((snapshot) => ({ id: snapshot.id, ...publicItem.parse(snapshot.data()) }));
}
