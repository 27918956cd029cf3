import { z } from 'zod';
import { addOrder, emptyTotals, type SpendingTotals } from '../domain/spending';
import { PermanentError } from '../platform/errors';
import type { Database } from './database';
import { paths } from './paths';
import { storedDate } from './timestamp';

/** Orders that a live query reads at most: more than anybody has, and 0.3 cents. */
const MAX_ORDERS = 5_000;

/** Customers whose orders one query finds: what the embedded Firestore's `in` takes. */
export const MAX_LIVE_CUSTOMERS = 10;

const storedOrder = z.object({ counts: z.boolean(), total: z.number(), orderDate: storedDate });

/**
 * What the stored orders of customers add up to, read one by one with only the fields that matter: for the time before the
 * spending documents are there. One read an order.
 * @param customerIds Of one to {@link MAX_LIVE_CUSTOMERS} customers.
 * @param signal Ends the query, by an AbortError.
 * @throws PermanentError `spending_too_large`, `order_malformed`.
 */
export async function readLiveTotals(
  database: Database,
  orgId: string,
  customerIds: readonly string[],
  signal: AbortSignal,
  maxOrders = MAX_ORDERS,
): Promise<{ orders: number; totals: SpendingTotals }> {
  const query = database
    .collection(paths.orders(orgId))
    .where('customerId', 'in', customerIds)
    .select('counts', 'total', 'orderDate')
    .limit(maxOrders + 1);
  const totals = emptyTotals();
  let orders = 0;
  for await (const snapshot of database.stream(query, signal)) {
    orders += 1;
    const order = storedOrder.safeParse(snapshot.data()).data;
    if (order === undefined)
      throw new PermanentError(
        'order_malformed',
        `An order of tenant '${orgId}' was damaged by hand: run a sync with mode 'full' to write it anew.`,
      );
    if (order.counts)
      addOrder(totals, { cents: Math.round(order.total * 100), orderedAt: order.orderDate.getTime() });
  }
  if (orders <= maxOrders) return { orders, totals };
  throw new PermanentError(
    'spending_too_large',
    `There are more than ${maxOrders} orders to add up: ask again after the next sync, which stores the sum.`,
  );
}
