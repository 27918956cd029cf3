import { DateTime } from 'luxon';
import type { WireRow } from '../../pos/world';
import type { Random } from '../random';
import type { Shop } from './shop';

/** What stands where something that can be read should: such a row is quarantined. */
export const UNREADABLE = 'n/a';

/** Everything that may never stand in a log line contains this, or is a {@link phone}. */
export const PRIVATE_MARK = 'Zyx';
const PHONE_PREFIX = '+1 555 0';

function phone(number: number): string {
  return `${PHONE_PREFIX}${100 + number}-77${10 + number}`;
}

/** An address as a customer of this shop may have it; `number` is the customer's. */
export function email(random: Random, shop: Shop, number: number): string | null {
  const own = `c${number}.${PRIVATE_MARK.toLowerCase()}@${shop.orgId}.example`;
  return random.pick([
    own,
    own,
    own,
    ` ${own.toUpperCase()} `,
    `family${number % 2}.${PRIVATE_MARK.toLowerCase()}@${shop.orgId}.example`,
    `cid_${number}.${PRIVATE_MARK.toLowerCase()}@alleaves.local.com`,
    'no-email@alleaves.local',
    null,
    '',
  ]);
}

export function customerRow(random: Random, shop: Shop, number: number): WireRow {
  const first = `${PRIVATE_MARK}${number}`;
  return {
    id_customer: random.chance(0.5) ? number : String(number),
    name_first: random.pick([first, first, 'Guest', null]),
    name_last: `${PRIVATE_MARK}son`,
    email: email(random, shop, number),
    cell_phone: random.pick([phone(number), null]),
    date_of_birth: random.pick(['1980-02-03', '2/3/1980', null, UNREADABLE]),
    loyalty_points: random.pick([0, number, String(number), null]),
    customer_since: '2025-11-02T01:30:00',
  };
}

/** When an order was made: mostly recent, now and then at the edges of the window, beyond them, or at an age at which segments turn. */
export function orderDate(random: Random, shop: Shop, now: number): string {
  const { timeZone, lookbackDays } = shop.settings;
  const age = random.pick([
    0,
    0,
    1,
    3,
    20,
    45,
    46,
    60,
    61,
    20,
    29,
    lookbackDays,
    lookbackDays - 1,
    lookbackDays + 1,
    HISTORY_DAYS - 1,
  ]);
  const date = DateTime.fromMillis(now, { zone: timeZone }).minus({ days: age });
  const at = random.pick([date, date, date.startOf('day'), date.minus({ minutes: random.integer(0, 600) })]);
  return at.toFormat("yyyy-MM-dd'T'HH:mm:ss");
}

export function amount(random: Random): unknown {
  const dollars = random.pick([10, 12.5, 80, 333.33, 999.99, 1000, 1234.5, 0, -20]);
  return random.pick([
    dollars,
    dollars,
    dollars.toFixed(2),
    ...(dollars >= 1000 ? [`$${dollars.toLocaleString('en-US')}`] : []),
  ]);
}

/** How far back a tenant's history reaches, where it has one to be read: further than any look-back here. */
export const HISTORY_DAYS = 120;

export const STATUS_WORDS = [
  'completed',
  'Delivered',
  'processing',
  'voided',
  'returned',
  'canceled',
  'who knows',
] as const;

export function orderRow(random: Random, shop: Shop, number: number, now: number): WireRow {
  const customers = shop.ids('customers');
  const customer = random.pickFrom(customers) ?? '1';
  const nobody = random.chance(0.1);
  return {
    id: random.chance(0.5) ? number : String(number),
    ...(random.chance(0.5)
      ? { id_customer: nobody ? 9999 : Number(customer) }
      : { userId: nobody ? null : `alleaves_${customer}` }),
    email: random.pick([
      'no-email@alleaves.local',
      'no-email@alleaves.local',
      email(random, shop, Number(customer)),
    ]),
    date_created: orderDate(random, shop, now),
    total: amount(random),
    tax: random.pick([1, '0.80', null]),
    status: random.pick([...STATUS_WORDS, 'completed', 'completed']),
    items: random.chance(0.3)
      ? [{ id_item: 1, item: 'Blue Dream', quantity: random.pick([1, '2', null]), price: '$12' }]
      : [],
  };
}

export function batchRow(random: Random, item: number, batch: number): WireRow {
  return {
    id_item: item,
    id_batch: batch,
    item: random.pick([`Item ${item}`, `Item ${item} Sativa`]),
    brand: random.pick([null, 'House']),
    category: random.pick(['Category > Flower', 'Uncategorized']),
    price_otd: random.pick([0, 0, 15]),
    price_retail: random.pick([10, '12.50', 20]),
    cost_of_good: 5,
    batch_cost_of_good: random.pick([null, 4]),
    available: random.integer(0, 6),
    thc: random.pick([null, null, 21.4]),
    strain: random.pick(['Hybrid', 'OG Kush', null]),
    area: random.pick(['Sales floor', 'Sales floor', 'Quarantine room']),
    date_expire: random.pick([null, '2027-01-31']),
  };
}
