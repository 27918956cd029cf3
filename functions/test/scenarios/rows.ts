import { DateTime } from 'luxon';
import type { WireRow } from '../../../tools/pos/world';
import { TestClock } from '../support/clock';

/** When a harness's clock begins: 10 in the morning in the shops' time zone. */
export const START = new TestClock().now();
export const TIME_ZONE = 'America/New_York';
export const DAY = 86_400_000;
/** The address that the POS gives to every order at the till. */
export const TILL = 'no-email@alleaves.local';

/** A customer as most of them are: a name and no way to reach them. */
export function customerRow(id: number, fields: WireRow = {}): WireRow {
  return {
    id_customer: id,
    name_first: 'Ana',
    name_last: `Haddad-${id}`,
    email: null,
    phone: null,
    ...fields,
  };
}

/**
 * An order at the till, as the POS writes it.
 * @param daysAgo Before `now`, by default the harness's first moment.
 */
export function tillOrder(
  id: number,
  order: { customer: number | null; daysAgo: number; total?: unknown; now?: Date },
  fields: WireRow = {},
): WireRow {
  return {
    id,
    userId: order.customer === null ? null : String(order.customer),
    customer: { id: order.customer, email: TILL },
    date_created: localTime(order.daysAgo, order.now),
    status: 'delivered',
    total: order.total ?? 50,
    items: [{ id_item: 9001, item: 'Blue Dream Flower', quantity: 1, price: 50 }],
    ...fields,
  };
}

/** The time on the store's clock, an hour past so many days before `now`, without a zone. */
function localTime(daysAgo: number, now = START): string {
  const at = DateTime.fromJSDate(now, { zone: TIME_ZONE }).minus({ days: daysAgo, hours: 1 });
  return at.toFormat("yyyy-MM-dd'T'HH:mm:ss");
}

/** One sellable batch of an item at $25. */
export function batchRow(item: number, batch = 1, fields: WireRow = {}): WireRow {
  return {
    id_item: item,
    id_batch: item * 10 + batch,
    item: `Gelato Flower ${item}`,
    brand: 'Half Moon',
    category: 'Category > Flower',
    price_retail: 25,
    cost_of_good: 11,
    available: 10,
    on_hand: 10,
    area: 'Sales floor',
    ...fields,
  };
}

/** The rows that `row` makes of the numbers from 1 to `count`. */
export function times(count: number, row: (number: number) => WireRow): WireRow[] {
  return Array.from({ length: count }, (_, index) => row(index + 1));
}
