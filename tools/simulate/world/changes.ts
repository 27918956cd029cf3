import type { WireRow } from '../../pos/world';
import type { Random } from '../runtime/random';
import { oddRecord } from './oddities';
import {
  amount,
  batchRow,
  customerRow,
  email,
  flags,
  location,
  namedId,
  numberIn,
  orderDate,
  orderRow,
  STATUS_WORDS,
  UNREADABLE,
} from './rows';
import type { Shop } from './shop';
import { STREAMS, type StreamName } from './records';

type Change = (random: Random, shop: Shop, now: number) => void;

const some = (random: Random, shop: Shop, stream: StreamName) => random.pickFrom(shop.ids(stream));

/** The highest number in use, and one more: ids of the POS grow. */
function nextId(shop: Shop, stream: StreamName): number {
  return 1 + Math.max(0, ...shop.history.ids(stream).map(numberIn));
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

/** A shop grows no further than this: each request may bring a record, and a walk of a page a delivery would never come to its end. */
const MOST_RECORDS = 40;

function newRecord(
  stream: StreamName,
  row: (random: Random, shop: Shop, id: number, now: number) => WireRow,
): Change {
  return (random, shop, now) => {
    if (shop.ids(stream).length < MOST_RECORDS)
      shop.add(stream, row(random, shop, nextId(shop, stream), now));
  };
}

const newCustomer = newRecord('customers', customerRow);
const newOrder = newRecord('orders', orderRow);
const newItem = newRecord('items', (random, _shop, id) => batchRow(random, id, random.integer(1, 99)));

const describeItem: Change = onSome('items', (random, shop, id, now) =>
  shop.describe(id, random.pick([null, `<p>Batch &amp; ${random.integer(1, 9)}</p><p>Cured.</p>`]), now),
);

/** Back to how it was: what a write between data and index would miss. */
const revert: Change = (random, shop, now) => {
  const stream = random.pick(STREAMS);
  const id = random.pickFrom(shop.history.ids(stream));
  if (id === undefined) return;
  const earlier = random.pickFrom(shop.history.of(stream, id).filter(({ present }) => present));
  if (earlier === undefined) return;
  shop.revert(stream, id, earlier.rows);
  // Its description is not what it was then, and the POS's times only go on.
  if (stream === 'items') shop.touch(id, now);
};

/** Shops that begin with an item that has a description. */
const DESCRIBED_SHARE = 0.5;

/** Two customers become one: the other is gone, has left its address, and orders again under it. */
const mergeSome: Change = (random, shop, now) => {
  const ids = shop.ids('customers');
  const gone = random.pickFrom(ids);
  const kept = random.pickFrom(ids.filter((id) => id !== gone));
  if (gone === undefined || kept === undefined || ids.length < 3) return;
  const address = email(random, shop, numberIn(gone));
  shop.update('customers', gone, { email: address });
  shop.update('customers', kept, { email: address });
  shop.remove('customers', gone);
  const order = orderRow(random, shop, nextId(shop, 'orders'), now);
  shop.add('orders', { ...order, id_customer: null, userId: null, email: address, customer: null });
};

/** A customer that was removed is there again, as it was or as it has become. */
const returnSome: Change = (random, shop) => {
  const present = new Set(shop.ids('customers'));
  const id = random.pickFrom(shop.history.ids('customers').filter((known) => !present.has(known)));
  const earlier =
    id === undefined ? undefined : shop.history.of('customers', id).findLast((version) => version.present);
  if (id !== undefined && earlier !== undefined) shop.revert('customers', id, earlier.rows);
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
    shop.update('customers', id, { email: email(random, shop, numberIn(id)) }),
  ),
  onSome('customers', (random, shop, id) =>
    shop.update('customers', id, { email: email(random, shop, numberIn(id)) }),
  ),
  onSome('customers', (random, shop, id) =>
    shop.update('customers', id, { loyalty_points: random.integer(0, 50) }),
  ),
  onSome('orders', (random, shop, id) =>
    shop.update('orders', id, { status: random.pick([...STATUS_WORDS]) }),
  ),
  onSome('orders', (random, shop, id) => shop.update('orders', id, { total: amount(random) })),
  onSome('orders', (random, shop, id) => shop.update('orders', id, flags(random))),
  onSome('customers', (random, shop, id) => shop.update('customers', id, location(random, shop))),
  mergeSome,
  mergeSome,
  returnSome,
  returnSome,
  onSome('orders', (random, shop, id) => shop.update('orders', id, { total: UNREADABLE })),
  onSome('orders', (random, shop, id, now) =>
    shop.update('orders', id, { date_created: orderDate(random, shop, now) }),
  ),
  onSome('orders', (random, shop, id) => {
    const customer = some(random, shop, 'customers');
    if (customer !== undefined)
      shop.update('orders', id, { id_customer: namedId(customer), email: 'no-email@alleaves.local' });
  }),
  onSome('items', (random, shop, id) => shop.update('items', id, { price_retail: random.integer(1, 40) })),
  onSome('items', (random, shop, id) =>
    shop.update('items', id, { available: random.pick([0, 5, null, UNREADABLE]) }),
  ),
  onSome('items', (_random, shop, id) => shop.update('items', id, { available: UNREADABLE })),
  onSome('items', (random, shop, id) =>
    shop.add('items', batchRow(random, Number(id), random.integer(100, 199))),
  ),
  describeItem,
  describeItem,
  oddRecord,
];

/** Lets one thing happen at the shop. */
export function changeWorld(random: Random, shop: Shop, now: number): void {
  random.pick(CHANGES)(random, shop, now);
}

/** Fills a new shop. */
export function fillWorld(random: Random, shop: Shop, now: number, small: boolean): void {
  const most = small ? { customers: 3, orders: 4, items: 4 } : { customers: 6, orders: 9, items: 6 };
  for (let count = random.integer(1, most.customers); count > 0; count -= 1) newCustomer(random, shop, now);
  for (let count = random.integer(0, most.orders); count > 0; count -= 1) newOrder(random, shop, now);
  for (let count = random.integer(1, most.items); count > 0; count -= 1) newItem(random, shop, now);
  if (random.chance(DESCRIBED_SHARE)) describeItem(random, shop, now);
  if (!random.chance(ODD_SHARE)) return;
  for (let count = random.integer(1, MOST_ODDITIES); count > 0; count -= 1) oddRecord(random, shop, now);
}

/** The shop sells off: of its items none or one is left. */
export function clearMenu(random: Random, shop: Shop): void {
  for (const id of shop.ids('items').slice(random.pick([0, 0, 1]))) shop.remove('items', id);
}
