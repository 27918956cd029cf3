import type { QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { z } from 'zod';
import { ORDER_STATUSES } from '../domain/pos';
import type { Database } from './database';
import { paths } from './paths';
import { storedDate } from './timestamp';

const text = z.string().nullable().catch(null);
const amount = z.number().nullable().catch(null);

/** An order's document, for display: what was made unreadable by hand reads as absent. */
const storedOrder = z.object({
  posOrderId: text,
  matchedBy: z.enum(['email', 'pos_id']).nullable().catch(null),
  status: z.enum(ORDER_STATUSES).catch('unknown'),
  counts: z.boolean().catch(false),
  items: z.array(z.object({ name: text, quantity: amount, price: amount, category: text })).catch([]),
  total: amount,
  orderDate: storedDate.nullable().catch(null),
});

export type StoredOrder = z.output<typeof storedOrder> & { orderId: string };

/** A customer's latest orders, the newest first. One read an order, at least one. */
export async function readLatestOrders(
  database: Database,
  orgId: string,
  customerId: string,
  limit: number,
): Promise<StoredOrder[]> {
  const query = database
    .collection(paths.orders(orgId))
    .where('customerId', '==', customerId)
    .orderBy('orderDate', 'desc')
    .limit(limit);
  const { docs } = await database.query(query);
  return docs.map(parseOrder);
}

/** The order of a document that exists. */
export function parseOrder(snapshot: QueryDocumentSnapshot): StoredOrder {
  return { orderId: snapshot.id, ...storedOrder.parse(snapshot.data()) };
}
