import type { Random } from '../random';
import { oddRecord } from './oddities';
import { amount, batchRow, customerRow, email, orderDate, orderRow, STATUS_WORDS, UNREADABLE } from './rows';
import type { Shop } from './shop';
import { STREAMS, type StreamName } from './records';

type Change = (random: Random, shop: Shop, now: number) => void;

const some = (random: Random, shop: Shop, stream: StreamName) => random.pickFrom(shop.ids(stream));

/** The highest number in use, and one more: ids of the POS grow. */
function nextId(shop: Shop, stream: StreamName): number {
  return 1 + Math.max(0, ...shop.history.ids(stream).map(Number));
}

function onSome(
  stream: StreamName,
  change: (random: Random, shop: Shop, id: string, now: number) => void,
): Change {
  return (random, shop, now) => {
    const id = some(random, shop, stream);
    if (id !== undefined) change(random, shop, id, now);
  };
}

/** A POS never becomes empty of customers or items: that would be for an operator to confirm (the brakes). */
function removeSome(stream: StreamName): Change {
  return onSome(stream, (_random, shop, id) => {
    if (stream === 'orders' || shop.ids(stream).length > 2) shop.remove(stream, id);
  });
}

const newCustomer: Change = (random, shop) =>
  shop.add('customers', customerRow(random, shop, nextId(shop, 'customers')));
const newOrder: Change = (random, shop, now) =>
  shop.add('orders', orderRow(random, shop, nextId(shop, 'orders'), now));
const newItem: Change = (random, shop) =>
  shop.add('items', batchRow(random, nextId(shop, 'items'), random.integer(1, 99)));

/** Back to how it was: what a write between data and index would miss. */
const revert: Change = (random, shop) => {
  const stream = random.pick(STREAMS);
  const id = random.pickFrom(shop.history.ids(stream));
  if (id === undefined) return;
  const earlier = random.pickFrom(shop.history.of(stream, id).filter(({ present }) => present));
  if (earlier !== undefined) shop.revert(stream, id, earlier.rows);
};

/** Shops that begin with oddities, and how many at most. */
const ODD_SHARE = 0.25;
const MOST_ODDITIES = 6;

const CHANGES: [Change, ...Change[]] = [
  newOrder,
  newOrder,
  newOrder,
  newOrder,
  newOrder,
  newCustomer,
  newCustomer,
  newItem,
  newItem,
  revert,
  revert,
  removeSome('items'),
  removeSome('orders'),
  removeSome('customers'),
  onSome('customers', (random, shop, id) =>
    shop.update('customers', id, { email: email(random, shop, Number(id)) }),
  ),
  onSome('customers', (random, shop, id) =>
    shop.update('customers', id, { email: email(random, shop, Number(id)) }),
  ),
  onSome('customers', (random, shop, id) =>
    shop.update('customers', id, { loyalty_points: random.integer(0, 50) }),
  ),
  onSome('orders', (random, shop, id) =>
    shop.update('orders', id, { status: random.pick([...STATUS_WORDS]) }),
  ),
  onSome('orders', (random, shop, id) => shop.update('orders', id, { total: amount(random) })),
  onSome('orders', (random, shop, id) => shop.update('orders', id, { total: UNREADABLE })),
  onSome('orders', (random, shop, id, now) =>
    shop.update('orders', id, { date_created: orderDate(random, shop, now) }),
  ),
  onSome('orders', (random, shop, id) => {
    const customer = some(random, shop, 'customers');
    if (customer !== undefined)
      shop.update('orders', id, { id_customer: Number(customer), email: 'no-email@alleaves.local' });
  }),
  onSome('items', (random, shop, id) => shop.update('items', id, { price_retail: random.integer(1, 40) })),
  onSome('items', (random, shop, id) =>
    shop.update('items', id, { available: random.pick([0, 5, null, UNREADABLE]) }),
  ),
  onSome('items', (_random, shop, id) => shop.update('items', id, { available: UNREADABLE })),
  onSome('items', (random, shop, id) =>
    shop.add('items', batchRow(random, Number(id), random.integer(100, 199))),
  ),
  oddRecord,
];

/** Lets one thing happen at the shop. */
export function changeWorld(random: Random, shop: Shop, now: number): void {
  random.pick(CHANGES)(random, shop, now);
}

/** Fills a new shop. */
export function fillWorld(random: Random, shop: Shop, now: number, small: boolean): void {
  const most = small ? { customers: 3, orders: 4, items: 2 } : { customers: 6, orders: 9, items: 4 };
  for (let count = random.integer(1, most.customers); count > 0; count -= 1) newCustomer(random, shop, now);
  for (let count = random.integer(0, most.orders); count > 0; count -= 1) newOrder(random, shop, now);
  for (let count = random.integer(1, most.items); count > 0; count -= 1) newItem(random, shop, now);
  if (!random.chance(ODD_SHARE)) return;
  for (let count = random.integer(1, MOST_ODDITIES); count > 0; count -= 1) oddRecord(random, shop, now);
}

/** The shop sells off: of its items none or one is left. */
export function clearMenu(random: Random, shop: Shop): void {
  for (const id of shop.ids('items').slice(random.pick([0, 0, 1]))) shop.remove('items', id);
}
