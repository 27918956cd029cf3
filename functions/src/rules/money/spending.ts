/** What a customer's orders add up to. Times are milliseconds since the epoch. */
export interface SpendingTotals {
  cents: number;
  orderCount: number;
  firstOrderAt: number | null;
  lastOrderAt: number | null;
  /** Of each order, in any order. */
  orderTimes: number[];
}

/** An array that grows by `push` makes room for 17 at once; most of a million customers have ordered a few times. */
const EXACT_LENGTH = 16;

/** The totals of no orders. */
export function emptyTotals(): SpendingTotals {
  return { cents: 0, orderCount: 0, firstOrderAt: null, lastOrderAt: null, orderTimes: [] };
}

/** Adds an order that counts. One with a negative total is a refund line: it lowers the sum, and is neither an order nor a date. */
export function addOrder(totals: SpendingTotals, order: { cents: number; orderedAt: number }): void {
  totals.cents += order.cents;
  if (order.cents < 0) return;
  totals.orderCount += 1;
  totals.firstOrderAt = Math.min(totals.firstOrderAt ?? Infinity, order.orderedAt);
  totals.lastOrderAt = Math.max(totals.lastOrderAt ?? -Infinity, order.orderedAt);
  if (totals.orderTimes.length < EXACT_LENGTH) totals.orderTimes = [...totals.orderTimes, order.orderedAt];
  else totals.orderTimes.push(order.orderedAt);
}

/** The totals of several customers, or of parts of one customer's orders, taken together. */
export function combineTotals(parts: Iterable<SpendingTotals>): SpendingTotals {
  const sum = emptyTotals();
  for (const part of parts) {
    sum.cents += part.cents;
    sum.orderCount += part.orderCount;
    if (part.firstOrderAt !== null)
      sum.firstOrderAt = Math.min(sum.firstOrderAt ?? Infinity, part.firstOrderAt);
    for (const time of part.orderTimes) sum.orderTimes.push(time);
    if (part.lastOrderAt !== null) sum.lastOrderAt = Math.max(sum.lastOrderAt ?? -Infinity, part.lastOrderAt);
  }
  return sum;
}
