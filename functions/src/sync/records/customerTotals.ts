import { addOrder, emptyTotals, type SpendingTotals } from '../../rules/money/spending';
import type { PackedIndex } from '../../packedIndex/packedIndex';
import type { OrderEntry } from '../../packedIndex/streams';
import type { Totals } from '../../documents/runProgress';

/**
 * What each customer's stored orders add up to, by POS id: one pass over the index, and no order is read. Customers without orders
 * that count are left out.
 * @param learned Is told how many orders there are.
 */
export async function totalsByCustomer(
  { totals: learned }: { readonly totals: Totals },
  orders: PackedIndex<OrderEntry>,
): Promise<Map<string, SpendingTotals>> {
  const byCustomer = new Map<string, SpendingTotals>();
  let orderCount = 0;
  for await (const entries of orders.streamEntries()) {
    orderCount += entries.size;
    for (const { posCustomerId, counts, cents, orderedAt } of entries.values()) {
      if (!counts) continue;
      let own = byCustomer.get(posCustomerId);
      if (own === undefined) byCustomer.set(posCustomerId, (own = emptyTotals()));
      addOrder(own, { cents, orderedAt });
    }
  }
  learned.orderCount = orderCount;
  return byCustomer;
}
