import { alleavesDocumentId } from './documentId';
import { EmailOwners } from './emailOwners';
import { averageCents, centsToDollars } from './money';
import { customerSpendingKey, emailSpendingKey } from './spendingKey';

/** What a customer's orders add up to. Times are milliseconds since the epoch. */
export interface SpendingTotals {
  cents: number;
  orderCount: number;
  firstOrderAt: number | null;
  lastOrderAt: number | null;
}

/** The fields of a `customer_spending` document, without `updatedAt`; money in dollars. */
export interface SpendingFields {
  orgId: string;
  /** Null where several customers share the address. */
  customerId: string | null;
  customerIds: string[];
  totalSpent: number;
  orderCount: number;
  avgOrderValue: number;
  firstOrderDate: Date | null;
  lastOrderDate: Date | null;
}

/** The totals of no orders. */
export function emptyTotals(): SpendingTotals {
  return { cents: 0, orderCount: 0, firstOrderAt: null, lastOrderAt: null };
}

/** Adds an order that counts. One with a negative total is a refund line: it lowers the sum, and is neither an order nor a date. */
export function addOrder(totals: SpendingTotals, order: { cents: number; orderedAt: number }): void {
  totals.cents += order.cents;
  if (order.cents < 0) return;
  totals.orderCount += 1;
  totals.firstOrderAt = Math.min(totals.firstOrderAt ?? Infinity, order.orderedAt);
  totals.lastOrderAt = Math.max(totals.lastOrderAt ?? -Infinity, order.orderedAt);
}

/** The totals of several customers, or of parts of one customer's orders, taken together. */
export function combineTotals(parts: Iterable<SpendingTotals>): SpendingTotals {
  const sum = emptyTotals();
  for (const part of parts) {
    sum.cents += part.cents;
    sum.orderCount += part.orderCount;
    if (part.firstOrderAt !== null)
      sum.firstOrderAt = Math.min(sum.firstOrderAt ?? Infinity, part.firstOrderAt);
    if (part.lastOrderAt !== null) sum.lastOrderAt = Math.max(sum.lastOrderAt ?? -Infinity, part.lastOrderAt);
  }
  return sum;
}

/** The document for one owner, or for all who share an address. @param owner Ids of customer documents. */
export function spendingFields(
  orgId: string,
  owner: { customerIds: string[] },
  totals: SpendingTotals,
): SpendingFields {
  const [first, ...others] = owner.customerIds;
  return {
    orgId,
    customerId: first !== undefined && others.length === 0 ? first : null,
    customerIds: owner.customerIds,
    totalSpent: centsToDollars(totals.cents),
    orderCount: totals.orderCount,
    avgOrderValue: centsToDollars(averageCents(totals.cents, totals.orderCount)),
    firstOrderDate: totals.firstOrderAt === null ? null : new Date(totals.firstOrderAt),
    lastOrderDate: totals.lastOrderAt === null ? null : new Date(totals.lastOrderAt),
  };
}

/**
 * Every spending document that there should be: one under `cid_…` for each customer with totals, then one for each address of which
 * an owner has totals. The latter sums all owners and lists them all, also those without totals.
 *
 * @param totals By POS customer id.
 */
export function* spendingByKey(
  orgId: string,
  customers: Iterable<{ posCustomerId: string; email: string | null }>,
  totals: ReadonlyMap<string, SpendingTotals>,
): Generator<{ key: string; fields: SpendingFields }> {
  const emailOwners = new EmailOwners();
  for (const { posCustomerId, email } of customers) {
    emailOwners.add(email, posCustomerId);
    const own = totals.get(posCustomerId);
    if (own === undefined) continue;
    const owner = { customerIds: [alleavesDocumentId(posCustomerId)] };
    yield { key: customerSpendingKey(posCustomerId), fields: spendingFields(orgId, owner, own) };
  }
  for (const [email, owners] of emailOwners.entries()) {
    const parts = owners.map((id) => totals.get(id)).filter((part) => part !== undefined);
    if (parts.length === 0) continue;
    const owner = { customerIds: owners.map(alleavesDocumentId) };
    yield { key: emailSpendingKey(email), fields: spendingFields(orgId, owner, combineTotals(parts)) };
  }
}
