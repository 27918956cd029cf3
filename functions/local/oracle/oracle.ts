import { DateTime } from 'luxon';
import type { World } from '../pos/world';
import { readCustomer, readOrder, readProducts, type Read } from './rows';

export type ReadCustomer = Read<typeof readCustomer>;
export type ReadOrder = Read<typeof readOrder>;

export interface StoredOrder extends ReadOrder {
  customer: string;
  matchedBy: 'email' | 'pos_id';
}

export interface Spending {
  customerIds: string[];
  totalSpent: number;
  orderCount: number;
  avgOrderValue: number;
  firstOrderDate: Date | null;
  lastOrderDate: Date | null;
}

/**
 * What Firestore should hold after each sync, worked out from the POS's raw rows in the plainest way, row by row and with
 * nothing of the pipeline's: no index, no hash, no cursor. It remembers what it has seen, because a sync deletes neither
 * customers nor orders.
 */
export class Oracle {
  readonly customers = new Map<string, ReadCustomer>();
  readonly orders = new Map<string, StoredOrder>();
  /** The menu, as of the last sync. */
  items = new Map<string, Record<string, unknown>>();

  constructor(private readonly options: { timeZone: string; lookbackDays: number }) {}

  sync(world: World, now: Date): void {
    const { timeZone, lookbackDays } = this.options;
    for (const row of world.customers.rows) {
      const customer = readCustomer(row, timeZone);
      if (customer) this.customers.set(customer.posCustomerId, customer);
    }
    const today = DateTime.fromJSDate(now, { zone: timeZone });
    const first = today.minus({ days: lookbackDays }).toISODate() ?? '';
    for (const row of world.orders.rows) {
      const order = readOrder(row, timeZone);
      if (!order) continue;
      const day = DateTime.fromJSDate(order.orderDate, { zone: timeZone }).toISODate() ?? '';
      if (day < first || day > (today.toISODate() ?? '')) continue;
      const earlier = this.orders.get(order.posOrderId);
      const match = this.match(order) ?? (earlier && [earlier.customer, earlier.matchedBy]);
      if (match) this.orders.set(order.posOrderId, { ...order, customer: match[0], matchedBy: match[1] });
    }
    this.items = readProducts(world.inventory.rows, timeZone);
  }

  private match(order: ReadOrder): [customer: string, by: 'email' | 'pos_id'] | undefined {
    const sharers = [...this.customers.values()]
      .filter(({ email }) => email !== null && email === order.email)
      .map(({ posCustomerId }) => posCustomerId)
      .sort((a, b) => Number(a) - Number(b));
    const [lowest] = sharers;
    const id = order.posCustomerId;
    if (lowest !== undefined) return [id !== null && sharers.includes(id) ? id : lowest, 'email'];
    return id !== null && this.customers.has(id) ? [id, 'pos_id'] : undefined;
  }

  /** The spending documents by key. */
  spending(): Map<string, Spending> {
    const documents = new Map<string, Spending>();
    const ownersOfEmail = new Map<string, string[]>();
    for (const { posCustomerId, email } of this.customers.values()) {
      const own = this.countedOrders([posCustomerId]);
      if (own.length > 0) documents.set(`cid_${posCustomerId}`, sumUp([posCustomerId], own));
      if (email !== null) ownersOfEmail.set(email, [...(ownersOfEmail.get(email) ?? []), posCustomerId]);
    }
    for (const [email, owners] of ownersOfEmail) {
      const all = this.countedOrders(owners);
      owners.sort((a, b) => Number(a) - Number(b));
      if (all.length > 0) documents.set(email, sumUp(owners, all));
    }
    return documents;
  }

  private countedOrders(customers: readonly string[]): StoredOrder[] {
    return [...this.orders.values()].filter(({ customer, counts }) => counts && customers.includes(customer));
  }

  /** Each customer's segment at a moment, by the rules of the seed. */
  segments(now: Date): Map<string, string> {
    const spending = this.spending();
    return new Map([...this.customers.keys()].map((id) => [id, segment(spending.get(`cid_${id}`), now)]));
  }
}

/** How often each value occurs. */
export function histogram(values: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** A negative total is a refund line: it lowers the sum, and is neither an order nor a date. */
function sumUp(customers: readonly string[], orders: readonly StoredOrder[]): Spending {
  const cents = orders.reduce((sum, { totalCents }) => sum + totalCents, 0);
  const real = orders.filter(({ totalCents }) => totalCents >= 0);
  const times = real.map(({ orderDate }) => orderDate.getTime()).sort((a, b) => a - b);
  const [first = null] = times;
  const last = times.at(-1) ?? null;
  const average = real.length === 0 ? 0 : Math.round(Math.abs(cents) / real.length) * Math.sign(cents);
  return {
    customerIds: customers.map((id) => `alleaves_${id}`),
    totalSpent: cents / 100,
    orderCount: real.length,
    avgOrderValue: average / 100 || 0,
    firstOrderDate: first === null ? null : new Date(first),
    lastOrderDate: last === null ? null : new Date(last),
  };
}

/** The seed's rules, line by line. */
function segment(spending: Spending | undefined, now: Date): string {
  const { orderCount = 0, totalSpent = 0, lastOrderDate = null } = spending ?? {};
  if (orderCount === 0 && lastOrderDate === null) return 'new';
  const passed = lastOrderDate === null ? Number.NaN : now.getTime() - lastOrderDate.getTime();
  const days = Math.max(0, Math.floor(passed / 86_400_000));
  if (totalSpent >= 1000 && orderCount >= 10) return 'vip';
  if (orderCount >= 5 && days < 60) return 'loyal';
  if (days > 90) return 'churned';
  if (days > 45) return 'at_risk';
  return orderCount >= 2 ? 'returning' : 'new';
}
