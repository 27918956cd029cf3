import { z } from 'zod';
import type { Database } from '../../platform/firestore/database';
import { pick } from '../../documents/definition/pick';
import { itemDocument } from '../../documents/item';
import { paths } from '../../documents/paths';
import { type PageRequest, queryPage } from '../call/paging/queryPage';
import { byId } from '../call/paging/sorting';

/** The fields of an item that its shop's people see. */
const MENU_FIELDS = [
  ...(['name', 'brand', 'category', 'price', 'priceIncludesTax', 'priceRetail', 'priceOtd'] as const),
  ...(['cost', 'batchCost', 'stock', 'inStock', 'thcPercent', 'cbdPercent', 'strain', 'strainType'] as const),
  ...(['weight', 'weightUnit', 'isCannabis', 'featured', 'expiresOn', 'imageUrl'] as const),
];

/** What was made unreadable by hand reads as absent. */
export const menuItem = z.object(pick(itemDocument.tolerant.shape, MENU_FIELDS));
export type StoredMenuItem = z.output<typeof menuItem> & { itemId: string };

/** A page of a shop's items by id, in stock or not. Reads one more than the page has. */
export async function readMenuItems(
  database: Database,
  orgId: string,
  page: PageRequest<string>,
): Promise<{ items: StoredMenuItem[]; next: string | null }> {
  const items = database.collection(paths.items(orgId)).select(...MENU_FIELDS);
  const { docs, next } = await queryPage(database, items, byId, page);
  return {
    items: docs.map((snapshot) => ({ itemId: snapshot.id, ...menuItem.parse(snapshot.data()) })),
    next,
  };
}
