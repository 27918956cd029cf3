import fc from 'fast-check';
import type { World } from '../../../tools/pos/world';
import type { TestClock } from '../support/clock';
import { batchRow, customerRow, DAY, tillOrder } from './rows';

const customerId = fc.integer({ min: 1, max: 45 });
const orderId = fc.integer({ min: 1, max: 70 });
const itemId = fc.integer({ min: 9001, max: 9035 });
const cents = fc.integer({ min: -5_000, max: 60_000 });
const email = fc.constantFrom(
  null,
  'shared2@example.com',
  ' Shared4@Example.com',
  'own@example.com',
  'no-email@alleaves.local',
  'customer@alleaves.local.com',
);
const status = fc.constantFrom('delivered', 'Canceled', 'refunded', 'processing', 'odd');
const daysAgo = fc.integer({ min: 0, max: 120 });

/** Something that happens at the POS between two syncs. */
export const worldChange = fc.oneof(
  fc.record({ kind: fc.constant('customer'), id: customerId, email }),
  fc.record({ kind: fc.constant('customer gone'), id: customerId }),
  fc.record({ kind: fc.constant('order'), id: orderId, customer: customerId, email, cents, daysAgo, status }),
  fc.record({ kind: fc.constant('order gone'), id: orderId }),
  fc.record({ kind: fc.constant('order unreadable'), id: orderId, date: fc.boolean() }),
  fc.record({ kind: fc.constant('item'), id: itemId, cents: fc.integer({ min: 1, max: 9_000 }) }),
  fc.record({ kind: fc.constant('batch'), id: itemId, available: fc.integer({ min: -2, max: 20 }) }),
  fc.record({ kind: fc.constant('item gone'), id: fc.integer({ min: 9001, max: 9005 }) }),
  fc.record({ kind: fc.constant('time'), days: fc.integer({ min: 1, max: 30 }) }),
);
type WorldChange = typeof worldChange extends fc.Arbitrary<infer Change> ? Change : never;

/** Applies a change; `customer`, `order` and `item` change the row or, if there is none, add it. */
export function applyChange(change: WorldChange, world: World, clock: TestClock): void {
  const { customers, orders, inventory } = world;
  if ('days' in change) {
    clock.advance(change.days * DAY);
  } else if ('customer' in change) {
    const { id, customer, email: address, cents: total, daysAgo: days, status: word } = change;
    orders.remove(id);
    orders.add({
      ...tillOrder(id, { customer, daysAgo: days, total: total / 100, now: clock.now() }),
      ...(address !== null && { customer: { id: customer, email: address } }),
      status: word,
    });
  } else if ('email' in change) {
    const fields = { email: change.email, name_first: 'Bea' };
    if (customers.update(change.id, fields) === 0) customers.add(customerRow(change.id, fields));
  } else if ('date' in change) {
    orders.update(change.id, change.date ? { date_created: 'soon' } : { total: 'much' });
  } else if ('cents' in change) {
    const fields = { price_retail: change.cents / 100 };
    if (inventory.update(change.id, fields) === 0) inventory.add(batchRow(change.id, 1, fields));
  } else if ('available' in change) {
    const batch = inventory.rows.length + 1;
    inventory.add(batchRow(change.id, batch, { available: change.available, price_otd: 30 }));
  } else if (change.kind === 'customer gone') customers.remove(change.id);
  else if (change.kind === 'order gone') orders.remove(change.id);
  else inventory.remove(change.id);
}
