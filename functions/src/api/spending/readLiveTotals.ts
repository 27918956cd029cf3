import { addOrder, emptyTotals, type SpendingTotals } from '../../rules/money/spending';
import { PermanentError } from '../../platform/ports/errors';
import type { Database } from '../../platform/firestore/database';
import { AMOUNT_FIELDS, orderAmount } from '../../documents/order';
import { paths } from '../../documents/paths';

/**
 * What the stored orders of customers add up to, read one by one with only the fields that matter: for the time before the
 * spending documents are there. One read an order.
 * @param customerIds As many as `in` takes, at least one.
 * @param signal Ends the query, by an AbortError.
 * @throws PermanentError `spending_too_large`, `order_malformed`.
 */
export async function readLiveTotals(
  database: Database,
  orgId: string,
  customerIds: readonly string[],
  signal: AbortSignal,
  maxOrders: number,
): Promise<{ orders: number; totals: SpendingTotals }> {
  const query = database
    .collection(paths.orders(orgId))
    .where('customerId', 'in', customerIds)
    .select(...AMOUNT_FIELDS)
    .limit(maxOrders + 1);
  const totals = emptyTotals();
  let orders = 0;
  for await (const snapshot of database.stream(query, signal)) {
    orders += 1;
    const order = orderAmount(snapshot.data());
    if (order === undefined)
      throw new PermanentError(
        'order_malformed',
        `An order of tenant '${orgId}' was edited by hand and can't be read. Run a sync with mode 'full' to rewrite it.`,
      );
    if (order.counts) addOrder(totals, order);
  }
  if (orders <= maxOrders) return { orders, totals };
  throw new PermanentError(
    'spending_too_large',
    `There are more than ${maxOrders} orders to add up. Try again after the next sync, which stores the sum.`,
  );
}
