import { DateTime } from 'luxon';
import type { WireRow } from '../../pos/world';
import { DAMAGED_AREA, SALES_FLOOR } from '../../pos/worlds/menu';
import type { Random } from '../runtime/random';
import type { Shop } from './shop';

/** What stands where something that can be read should: such a row is quarantined. */
export const UNREADABLE = 'n/a';

/** Everything that may never be in a log line contains this, or is a {@link phone}. */
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

/** What ids of the POS can begin with: letters that are no ASCII, which an event's header doesn't carry as they are. */
const FOREIGN = 'é漢';

/** The number in an id. */
export function numberIn(id: string): number {
  return Number(id.replace(FOREIGN, ''));
}

/** An id as a row may name it. */
export function namedId(id: string): number | string {
  return id.startsWith(FOREIGN) ? id : Number(id);
}

export function customerRow(random: Random, shop: Shop, number: number): WireRow {
  const first = `${PRIVATE_MARK}${number}`;
  return {
    id_customer: random.pick([number, number, String(number), String(number), `${FOREIGN}${number}`]),
    name_first: random.pick([first, first, 'Guest', null]),
    name_last: `${PRIVATE_MARK}son`,
    email: email(random, shop, number),
    cell_phone: random.pick([phone(number), null]),
    date_of_birth: random.pick(['1980-02-03', '2/3/1980', null, UNREADABLE]),
    loyalty_points: random.pick([0, number, String(number), null]),
    customer_since: '2025-11-02T01:30:00',
    ...location(random, shop),
  };
}

/** Another shop of the same company. */
const ELSEWHERE = 9_999;

/** The location as rows may name it: not at all, or as a number or text; now and then that of another shop. */
export function location(random: Random, shop: Shop): WireRow {
  const { location } = shop.settings;
  const named = random.pick([
    undefined,
    undefined,
    Number(location),
    location,
    random.chance(0.3) ? ELSEWHERE : location,
  ]);
  return named === undefined ? {} : { id_location: named };
}

/** What an order says of its state beside the status word: mostly nothing. */
export function flags(random: Random): WireRow {
  return random.pick([
    {},
    {},
    {},
    { complete: true, cancel: false, paid_in_full: true },
    { complete: false, cancel: false, paid_in_full: true },
    { complete: false, cancel: true, paid_in_full: false },
    { void: 'true' },
  ]);
}

/** Names of as many characters, of which one takes three times as many bytes. */
const LONG_NAMES = ['x'.repeat(3_000), '花'.repeat(3_000)] as const;
const LONG_SHARE = 0.05;

/** Lines as they are told apart: by the product, or by the line, which then names the product as well. */
function lines(random: Random, number: number): WireRow[] {
  const item = random.chance(LONG_SHARE) ? random.pick(LONG_NAMES) : 'Blue Dream';
  const line = { item, quantity: random.pick([1, '2', null]), price: '$12' };
  const ids = random.pick([
    null,
    null,
    { id_item: 1 },
    { id_item: 70_000 + number, id_inventory_item: 1 },
    { id_item: 70_000 + number, id_inventory_item: null },
  ]);
  return ids === null ? [] : [{ ...ids, ...line }];
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

/** How far back a tenant's history reaches, if it has one to be read: further than any look-back here. */
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
      ? { id_customer: nobody ? 9999 : namedId(customer) }
      : { userId: nobody ? null : `alleaves_${customer}` }),
    email: random.pick([
      'no-email@alleaves.local',
      'no-email@alleaves.local',
      email(random, shop, numberIn(customer)),
    ]),
    date_created: orderDate(random, shop, now),
    total: amount(random),
    tax: random.pick([1, '0.80', null]),
    status: random.pick([...STATUS_WORDS, 'completed', 'completed']),
    items: lines(random, number),
    ...flags(random),
    ...location(random, shop),
  };
}

const BACK_ROOM = { area: 'Back room', area_type: 'Storage' };

/** What a tenant can name as areas that sell. */
export const NAMED_AREAS: readonly string[] = [' SALES floor', 'storage'];

export function batchRow(random: Random, item: number, batch: number): WireRow {
  return {
    id_item: item,
    id_batch: batch,
    item: random.pick([`Item ${item}`, `Item ${item} Sativa`]),
    brand: random.pick([null, 'House']),
    category: random.pick(['Category > Flower', 'Uncategorized']),
    price_otd: random.pick([0, 15, '22.60']),
    price_retail: random.pick([0, 10, '12.50', 20]),
    use_otd_price: random.chance(0.3),
    cost_of_good: 5,
    batch_cost_of_good: random.pick([null, 4]),
    available: random.integer(0, 6),
    thc: random.pick([null, null, 21.4]),
    strain: random.pick(['Hybrid', 'OG Kush', null]),
    ...random.pick([SALES_FLOOR, SALES_FLOOR, DAMAGED_AREA, BACK_ROOM]),
    is_cannabis: random.pick([true, false, null]),
    weight_useable: random.pick([0, 3.5]),
    weight_useable_uom_short: 'g',
    date_expire: random.pick([null, '2027-01-31']),
  };
}
