import { DateTime } from 'luxon';
import { z } from 'zod';
import type { World } from '../../pos/world';
import type { ChangeKind } from '../observations/changeRecorder';
import type { DemoTenant } from '../demoTenant';

const customerRow = z.object({ id_customer: z.number(), email: z.string().nullable() });
const orderRow = z.object({
  id: z.number(),
  userId: z.string(),
  customer: z.object({ email: z.string() }),
  date_created: z.string(),
  status: z.string(),
});
type OrderRow = z.infer<typeof orderRow>;

const COUNTED = ['delivered', 'completed', 'processing'];

/** Days that a sync looks back, both ends included (design §5). */
const LOOKBACK_DAYS = 90;

/** Something that happens at the point of sale, and every document that must change for it: its path in the tenant and how. */
interface PosChange {
  description: string;
  documents: readonly (readonly [path: string, kind: ChangeKind])[];
}

/** A roster as it stands before the changes. */
interface Shop {
  world: World;
  now: DateTime;
  orders: readonly OrderRow[];
  /** Those that the next sync reads. */
  recent: readonly OrderRow[];
  emails: ReadonlySet<string | null>;
  /** Ids of customers without an address who have at least two orders that count. */
  inStore: readonly string[];
}

/** What was changed at the point of sale, and every document that must change for it, by path. */
export interface PosChanges {
  descriptions: string[];
  expected: Map<string, ChangeKind>;
}

/** Makes a day's changes in a roster: a new order in the store, a cancelled order, an item taken off the menu, a new address. */
export function changePos({ orgId, world, timeZone }: DemoTenant, now: Date): PosChanges {
  const shop = readShop(world, DateTime.fromJSDate(now, { zone: timeZone }));
  const buyer = found(shop.inStore[0], 'customer who buys in the store');
  const changes = [buyInStore(shop, buyer), cancelOrder(shop, buyer), removeItem(shop), changeEmail(shop)];
  const expected = changes
    .flatMap(({ documents }) => documents)
    .map(([path, kind]) => [`tenants/${orgId}/${path}`, kind] as const);
  return { descriptions: changes.map(({ description }) => description), expected: new Map(expected) };
}

function readShop(world: World, now: DateTime): Shop {
  const orders = world.orders.rows.map((row) => orderRow.parse(row));
  const customers = world.customers.rows.map((row) => customerRow.parse(row));
  const windowStart = now.minus({ days: LOOKBACK_DAYS }).toFormat('yyyy-MM-dd');
  const counted = new Map<string, number>();
  for (const { userId, status } of orders)
    if (COUNTED.includes(status)) counted.set(userId, (counted.get(userId) ?? 0) + 1);
  return {
    world,
    now,
    orders,
    recent: orders.filter((order) => order.date_created >= windowStart),
    emails: new Set(customers.map(({ email }) => email)),
    inStore: customers
      .filter(({ email, id_customer }) => email === null && (counted.get(String(id_customer)) ?? 0) >= 2)
      .map(({ id_customer }) => String(id_customer)),
  };
}

function buyInStore({ world, now, orders }: Shop, buyer: string): PosChange {
  const id = Math.max(...orders.map((order) => order.id)) + 1;
  world.orders.add({
    id,
    userId: buyer,
    customer: { id: Number(buyer), email: 'no-email@alleaves.local' },
    date_created: now.toFormat("yyyy-MM-dd'T'HH:mm:ss"),
    status: 'delivered',
    total: 42.42,
    items: [],
  });
  return {
    description: `customer ${buyer} (no address) buys in the store: order ${id}`,
    documents: [[`orders/alleaves_${id}`, 'added'], ...spendingOf(buyer)],
  };
}

function cancelOrder({ world, recent, inStore }: Shop, except: string): PosChange {
  const candidates = new Set(inStore.filter((id) => id !== except));
  const order = found(
    recent.find(({ userId, status }) => status === 'delivered' && candidates.has(userId)),
    'recent order to cancel',
  );
  world.orders.update(order.id, { status: 'Canceled' });
  return {
    description: `order ${order.id} of customer ${order.userId} is cancelled`,
    documents: [[`orders/alleaves_${order.id}`, 'updated'], ...spendingOf(order.userId)],
  };
}

function removeItem({ world }: Shop): PosChange {
  const id = String(found(world.inventory.rows[0], 'item')['id_item']);
  world.inventory.remove(id);
  return {
    description: `item ${id} is taken off the menu`,
    documents: [[`publicViews/products/items/alleaves_${id}`, 'deleted']],
  };
}

function changeEmail({ world, recent, emails }: Shop): PosChange {
  const { userId, customer } = found(
    recent.find((order) => emails.has(order.customer.email) && COUNTED.includes(order.status)),
    'customer with an address and a recent order under it',
  );
  const before = customer.email;
  const after = `moved-${before}`;
  world.customers.update(userId, { email: after });
  // Orders under the old address stay with the same customer, who is now found by id.
  const rematched = recent.filter((order) => order.customer.email === before);
  return {
    description: `customer ${userId} has a new address; ${rematched.length} recent orders carry the old one`,
    documents: [
      [`customers/alleaves_${userId}`, 'updated'],
      [`customer_spending/${before}`, 'deleted'],
      [`customer_spending/${after}`, 'added'],
      ...rematched.map(({ id }) => [`orders/alleaves_${id}`, 'updated'] as const),
    ],
  };
}

/** What changes for a customer without an address whose spending changes. */
function spendingOf(id: string): PosChange['documents'] {
  return [
    [`customer_spending/cid_${id}`, 'updated'],
    [`customers/alleaves_${id}`, 'updated'],
  ];
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined)
    throw new Error(`The demo's roster has no ${what}: make it larger, or use another seed.`);
  return value;
}
