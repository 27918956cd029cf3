import { z } from 'zod';
import type { MenuItem } from '../domain/menu';
import { STRAIN_TYPES } from '../domain/strainType';
import { PermanentError } from '../platform/errors';
import type { Database } from './database';
import { paths } from './paths';

/** Far above any shop's; a menu is held in memory whole. */
const MAX_MENU_ITEMS = 10_000;

const activeTenant = z.object({ pos: z.object({ status: z.literal('active') }) });

/**
 * What changes whenever a sync or a callable has changed the menu: the times of the menu's index shards, which are committed together
 * with the items. Null where there is no such tenant, or its sync is paused. Two reads (one more for each 8,000 items).
 */
export async function menuVersion(database: Database, orgId: string): Promise<string | null> {
  const tenant = await database.get(database.document(paths.tenant(orgId)));
  if (!activeTenant.safeParse(tenant.data()).success) return null;
  const shards = database.collection(paths.syncIndex(orgId)).where('stream', '==', 'items').select();
  const { docs } = await database.query(shards);
  return docs.map(({ id, updateTime }) => `${id} ${updateTime.toMillis()}`).join('\n');
}

const text = z.string().nullable().catch(null);
const number = z.number().nullable().catch(null);

/** What of an item is public. Documents may have been edited by hand: what can't be read is left out. */
const publicItem = z.object({
  name: text,
  brand: text,
  category: text,
  price: number,
  thcPercent: number,
  cbdPercent: number,
  strain: text,
  strainType: z.enum(STRAIN_TYPES).nullable().catch(null),
  imageUrl: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .catch(null),
  featured: z.boolean().catch(false),
  sortOrder: number,
});

/**
 * The items in stock, unsorted. One read an item, at least one.
 * @throws PermanentError `menu_too_large`.
 */
export async function readMenu(
  database: Database,
  orgId: string,
  maxItems = MAX_MENU_ITEMS,
): Promise<MenuItem[]> {
  const inStock = database
    .collection(paths.items(orgId))
    .where('inStock', '==', true)
    .select(...Object.keys(publicItem.shape))
    .limit(maxItems + 1);
  const { docs } = await database.query(inStock);
  if (docs.length > maxItems) {
    throw new PermanentError(
      'menu_too_large',
      `The shop has more than ${maxItems} items in stock, which is more than a public menu shows: archive items at the POS.`,
    );
  }
  return docs.map((snapshot) => ({ id: snapshot.id, ...publicItem.parse(snapshot.data()) }));
}
