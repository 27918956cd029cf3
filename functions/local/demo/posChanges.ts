import { DateTime } from 'luxon';
import { z } from 'zod';
import type { ChangeKind } from './changeRecorder';
import type { DemoTenant } from './demoTenant';

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

/** What was changed at the point of sale, and every document that must change for it, by path. */
export interface PosChanges {
  descriptions: string[];
  expected: Map<string, ChangeKind>;
}

/** Makes a day's changes in a roster: a new order in the store, a cancelled order, an item taken off the menu, a new address. */
export function changePos({ orgId, world, timeZone }: DemoTenant, now: Date): PosChanges {
  const today = DateTime.fromJSDate(now, { zone: timeZone });
  const windowStart = today.minus({ days: LOOKBACK_DAYS }).toFormat('yyyy-MM-dd');
  const orders = world.orders.rows.map((row) => orderRow.parse(row));
  const customers = world.customers.rows.map((row) => customerRow.parse(row));
  const recent = orders.filter((order) => order.date_created >= windowStart);
  const countedOf = (id: string): OrderRow[] =>
    orders.filter(({ userId, status }) => userId === id && COUNTED.includes(status));
  const inStore = customers
    .filter(({ email }) => email === null)
    .map(({ id_customer }) => String(id_customer))
    .filter((id) => countedOf(id).length >= 2);
  const documents = `tenants/${orgId}`;
  const expected = new Map<string, ChangeKind>();

  const buyer = found(inStore[0], 'customer who buys in the store');
  const newOrder = Math.max(...orders.map(({ id }) => id)) + 1;
  world.orders.add({
    id: newOrder,
    userId: buyer,
    customer: { id: Number(buyer), email: 'no-email@alleaves.local' },
    date_created: today.toFormat("yyyy-MM-dd'T'HH:mm:ss"),
    status: 'delivered',
    total: 42.42,
    items: [],
  });
  expected.set(`${documents}/orders/alleaves_${newOrder}`, 'added');
  expected.set(`${documents}/customer_spending/cid_${buyer}`, 'updated');
  expected.set(`${documents}/customers/alleaves_${buyer}`, 'updated');

  const cancelled = found(
    recent.find(
      ({ userId, status }) => status === 'delivered' && userId !== buyer && inStore.includes(userId),
    ),
    'recent order to cancel',
  );
  world.orders.update(cancelled.id, { status: 'Canceled' });
  expected.set(`${documents}/orders/alleaves_${cancelled.id}`, 'updated');
  expected.set(`${documents}/customer_spending/cid_${cancelled.userId}`, 'updated');
  expected.set(`${documents}/customers/alleaves_${cancelled.userId}`, 'updated');

  const item = String(found(world.inventory.rows[0], 'item')['id_item']);
  world.inventory.remove(item);
  expected.set(`${documents}/publicViews/products/items/alleaves_${item}`, 'deleted');

  const online = recent.filter(({ customer }) => customers.some(({ email }) => email === customer.email));
  const mover = found(
    online.find(({ userId }) => countedOf(userId).length > 0),
    'customer with an address and recent orders',
  );
  const before = mover.customer.email;
  const after = `moved-${before}`;
  world.customers.update(mover.userId, { email: after });
  expected.set(`${documents}/customers/alleaves_${mover.userId}`, 'updated');
  expected.set(`${documents}/customer_spending/${before}`, 'deleted');
  expected.set(`${documents}/customer_spending/${after}`, 'added');
  // Orders under the old address belong to the same customer, now by id.
  const reassigned = online.filter(({ customer }) => customer.email === before);
  for (const { id } of reassigned) expected.set(`${documents}/orders/alleaves_${id}`, 'updated');

  return {
    descriptions: [
      `customer ${buyer} (no address) buys in the store: order ${newOrder}`,
      `order ${cancelled.id} of customer ${cancelled.userId} is cancelled`,
      `item ${item} is taken off the menu`,
      `customer ${mover.userId} has a new address; ${reassigned.length} recent orders carry the old one`,
    ],
    expected: new Map([...expected].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined)
    throw new Error(`The demo's roster has no ${what}: make it larger, or use another seed.`);
  return value;
}
