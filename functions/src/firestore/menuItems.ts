import { FieldPath } from 'firebase-admin/firestore';
import { z } from 'zod';
import { STRAIN_TYPES } from '../domain/strainType';
import type { Database } from './database';
import { paths } from './paths';
import { storedDate } from './timestamp';

const text = z.string().nullable().catch(null);
const amount = z.number().nullable().catch(null);

/** An item's document, for its shop's people. What was made unreadable by hand reads as absent. */
const storedItem = z.object({
  name: text,
  brand: text,
  category: text,
  price: amount,
  cost: amount,
  batchCost: amount,
  stock: amount,
  inStock: z.boolean().catch(false),
  thcPercent: amount,
  cbdPercent: amount,
  strain: text,
  strainType: z.enum(STRAIN_TYPES).nullable().catch(null),
  featured: z.boolean().catch(false),
  expiresOn: storedDate.nullable().catch(null),
});

export type StoredMenuItem = z.output<typeof storedItem> & { itemId: string };

/** The fields of {@link StoredMenuItem}. */
const FIELDS = Object.keys(storedItem.shape);

/** A page of a shop's items by id, in stock or not. Reads one more than the page has. */
export async function readMenuItems(
  database: Database,
  orgId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ items: StoredMenuItem[]; next: string | null }> {
  const sorted = database
    .collection(paths.items(orgId))
    .orderBy(FieldPath.documentId())
    .select(...FIELDS)
    .limit(limit + 1);
  const { docs } = await database.query(after === null ? sorted : sorted.startAfter(after));
  const shown = docs.slice(0, limit);
  return {
    items: shown.map((snapshot) => ({ itemId: snapshot.id, ...storedItem.parse(snapshot.data()) })),
    next: docs.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}
