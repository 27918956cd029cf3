import { FieldPath, Timestamp } from 'firebase-admin/firestore';
import { parseOrder, type StoredOrder } from './customerOrders';
import type { Database } from './database';
import { paths } from './paths';

/** Where an order stands in the list: its date, precise to what Firestore keeps (null for one made unreadable), and its id. */
export interface OrderPosition {
  date: { seconds: number; nanoseconds: number } | null;
  id: string;
}

/** A page of a customer's orders, the newest first. Reads one more than the page has. */
export async function readOrderPage(
  database: Database,
  orgId: string,
  customerId: string,
  { after, limit }: { after: OrderPosition | null; limit: number },
): Promise<{ orders: StoredOrder[]; next: OrderPosition | null }> {
  const sorted = database
    .collection(paths.orders(orgId))
    .where('customerId', '==', customerId)
    .orderBy('orderDate', 'desc')
    .orderBy(FieldPath.documentId(), 'desc')
    .limit(limit + 1);
  const begun = after === null ? sorted : sorted.startAfter(toTimestamp(after.date), after.id);
  const { docs } = await database.query(begun);
  const shown = docs.slice(0, limit);
  const last = docs.length > limit ? shown.at(-1) : undefined;
  const date: unknown = last?.get('orderDate');
  return {
    orders: shown.map(parseOrder),
    next: last ? { date: date instanceof Timestamp ? toPosition(date) : null, id: last.id } : null,
  };
}

function toPosition({ seconds, nanoseconds }: Timestamp): OrderPosition['date'] {
  return { seconds, nanoseconds };
}

function toTimestamp(date: OrderPosition['date']): Timestamp | null {
  return date === null ? null : new Timestamp(date.seconds, date.nanoseconds);
}
