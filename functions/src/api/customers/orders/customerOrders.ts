import type { Database } from '../../../platform/firestore/database';
import { parseOrder, type StoredOrder } from '../../../documents/order';
import { paths } from '../../../documents/paths';
import { type PageRequest, queryPage } from '../../call/paging/queryPage';
import { newestFirst, type NewestFirstPosition } from '../../call/paging/sorting';

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

export const newestOrdersFirst = newestFirst('orderDate');

/** A page of a customer's orders, the newest first. Reads one more than the page has. */
export async function readOrderPage(
  database: Database,
  orgId: string,
  customerId: string,
  page: PageRequest<NewestFirstPosition>,
): Promise<{ orders: StoredOrder[]; next: NewestFirstPosition | null }> {
  const ofCustomer = database.collection(paths.orders(orgId)).where('customerId', '==', customerId);
  const { docs, next } = await queryPage(database, ofCustomer, newestOrdersFirst, page);
  return { orders: docs.map(parseOrder), next };
}
