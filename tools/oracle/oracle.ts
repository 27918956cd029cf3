import { DateTime } from 'luxon';
import type { World } from '../pos/world';
import { escaped } from './documentIds';
import { type MenuSettings, readProducts } from './products';
import { customerIdOf, isElsewhere, readCustomer, readOrder, type Read } from './rows';

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
  usualDaysBetweenOrders: number | null;
  overdueAt: Date | null;
}

/**
 * What Firestore should hold after each sync, worked out from the POS's raw rows in the plainest way, row by row and with
 * nothing of the pipeline's: no index, no hash, no cursor. It remembers what it has seen, because a sync deletes neither
 * customers nor orders.
 */
export class Oracle {
  readonly customers = new Map<string, ReadCustomer>();
  readonly orders = new Map<string, StoredOrder>();
  /** Customers that the POS no longer has, with the start of the first sync without them. */
  readonly gone = new Map<string, Date>();
  /** The menu, as of the last sync. */
  items = new Map<string, Record<string, unknown>>();

  /**
   * @param options.location The shop's own; by default rows of all locations are its.
   * @param options.documentBytes What an order may take; by default as much as it likes.
   */
  constructor(
    private readonly options: MenuSettings & {
      lookbackDays: number;
      location?: string | null;
      documentBytes?: number;
      segmentRules?: Readonly<Partial<Thresholds>> | null;
    },
  ) {}

  sync(world: World, now: Date): void {
    const { timeZone, lookbackDays, location = null, documentBytes } = this.options;
    const present = new Set<string>();
    for (const row of world.customers.rows) {
      const id = customerIdOf(row);
      if (id !== null) present.add(id);
      const customer = isElsewhere(row, location) ? null : readCustomer(row, timeZone);
      if (customer === null) continue;
      this.customers.set(customer.posCustomerId, customer);
      this.gone.delete(customer.posCustomerId);
    }
    for (const id of this.customers.keys()) {
      if (!present.has(id) && !this.gone.has(id)) this.gone.set(id, now);
    }
    const today = DateTime.fromJSDate(now, { zone: timeZone });
    const first = today.minus({ days: lookbackDays }).toISODate() ?? '';
    // The POS is asked for one day more than needed, and sends it.
    const last = today.plus({ days: 1 }).toISODate() ?? '';
    for (const row of world.orders.rows) {
      const order = isElsewhere(row, location) ? null : readOrder(row, timeZone, documentBytes);
      if (!order) continue;
      const day = DateTime.fromJSDate(order.orderDate, { zone: timeZone }).toISODate() ?? '';
      if (day < first || day > last) continue;
      const earlier = this.orders.get(order.posOrderId);
      const before = earlier && ([earlier.customer, earlier.matchedBy] as const);
      const match = before && this.staysWithGone(order, before[0]) ? before : (this.match(order) ?? before);
      if (match) this.orders.set(order.posOrderId, { ...order, customer: match[0], matchedBy: match[1] });
    }
    this.items = readProducts(world.inventory.rows, this.options, world.items.rows);
  }

  private match(order: ReadOrder): [customer: string, by: 'email' | 'pos_id'] | undefined {
    const owners = this.ownersOf(order.email);
    const living = owners.filter((owner) => !this.gone.has(owner));
    const sharers = living.length > 0 ? living : owners;
    const [lowest] = sharers;
    const id = order.posCustomerId;
    if (lowest !== undefined) return [id !== null && sharers.includes(id) ? id : lowest, 'email'];
    return id !== null && this.customers.has(id) ? [id, 'pos_id'] : undefined;
  }

  private ownersOf(address: string | null): string[] {
    return [...this.customers.values()]
      .filter(({ email }) => email !== null && email === address)
      .map(({ posCustomerId }) => posCustomerId)
      .sort(compareIds);
  }

  /** An order that is stored with somebody gone stays there, unless it names somebody else who is there, and whose it is. */
  private staysWithGone(order: ReadOrder, customer: string): boolean {
    if (!this.gone.has(customer)) return false;
    const named = order.posCustomerId;
    if (named === customer) return true;
    if (!this.ownersOf(order.email).includes(customer)) return false;
    return named === null || this.match(order)?.[0] !== named;
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
      owners.sort(compareIds);
      if (all.length > 0) documents.set(email, sumUp(owners, all));
    }
    return documents;
  }

  private countedOrders(customers: readonly string[]): StoredOrder[] {
    return [...this.orders.values()].filter(({ customer, counts }) => counts && customers.includes(customer));
  }

  /** The segment at a moment of each customer that the POS has, by the rules of the seed. */
  segments(now: Date): Map<string, string> {
    const spending = this.spending();
    const present = [...this.customers.keys()].filter((id) => !this.gone.has(id));
    return new Map(
      present.map((id) => [id, segment(spending.get(`cid_${id}`), now, this.options.segmentRules ?? {})]),
    );
  }
}

/** Numbers by value, then all others as text. */
function compareIds(a: string, b: string): number {
  const [first, second] = [Number(a), Number(b)];
  if (!Number.isNaN(first) && !Number.isNaN(second)) return first - second;
  if (Number.isNaN(first) !== Number.isNaN(second)) return Number.isNaN(first) ? 1 : -1;
  return a < b ? -1 : Number(a > b);
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
    customerIds: customers.map((id) => `alleaves_${escaped(id)}`),
    totalSpent: cents / 100,
    orderCount: real.length,
    avgOrderValue: average / 100 || 0,
    firstOrderDate: first === null ? null : new Date(first),
    lastOrderDate: last === null ? null : new Date(last),
    ...rhythm(times),
  };
}

/** From the third order on: the middle one of the gaps between visits in days, and 1.5 times that after the last order. */
function rhythm(times: readonly number[]): Pick<Spending, 'usualDaysBetweenOrders' | 'overdueAt'> {
  const visits: number[] = [];
  for (const time of times) if (!visits.some((begun) => time - begun < 12 * 3_600_000)) visits.push(time);
  const gaps = visits.slice(1).map((visit, before) => visit - (visits[before] ?? 0));
  gaps.sort((a, b) => a - b);
  if (times.length < 3 || gaps.length === 0) return { usualDaysBetweenOrders: null, overdueAt: null };
  const [low, high] = [gaps[Math.ceil(gaps.length / 2) - 1] ?? 0, gaps[Math.floor(gaps.length / 2)] ?? 0];
  const days = Math.round((low + high) / 2 / 8_640_000) / 10;
  return {
    usualDaysBetweenOrders: days,
    overdueAt: new Date((times.at(-1) ?? 0) + Math.round(days * 129_600_000)),
  };
}

/** What a tenant can set of the rules; what it doesn't is the seed's. */
export interface Thresholds {
  vipDollars: number;
  vipOrders: number;
  loyalOrders: number;
  loyalUnderDays: number;
  atRiskOverDays: number;
  churnedOverDays: number;
  returningOrders: number;
}

/** The seed's rules, line by line. */
function segment(spending: Spending | undefined, now: Date, own: Readonly<Partial<Thresholds>>): string {
  const { orderCount = 0, totalSpent = 0, lastOrderDate = null } = spending ?? {};
  if (orderCount === 0 && lastOrderDate === null) return 'new';
  const passed = lastOrderDate === null ? Number.NaN : now.getTime() - lastOrderDate.getTime();
  const days = Math.max(0, Math.floor(passed / 86_400_000));
  if (totalSpent >= (own.vipDollars ?? 1000) && orderCount >= (own.vipOrders ?? 10)) return 'vip';
  if (orderCount >= (own.loyalOrders ?? 5) && days < (own.loyalUnderDays ?? 60)) return 'loyal';
  if (days > (own.churnedOverDays ?? 90)) return 'churned';
  if (days > (own.atRiskOverDays ?? 45)) return 'at_risk';
  return orderCount >= (own.returningOrders ?? 2) ? 'returning' : 'new';
}
