import { DateTime } from 'luxon';
import type { WireRow } from '../../world';

const TILL = 'no-email@alleaves.local';

/** Order rows with every oddity of alleaves.md, within the last 30 days before `now`; the customers are those of `ODD_CUSTOMERS`. */
export function oddOrders(now: Date, timeZone: string): WireRow[] {
  const end = DateTime.fromJSDate(now, { zone: timeZone });
  const local = (days: number): string => end.minus({ days }).toFormat("yyyy-MM-dd'T'HH:mm:ss");
  const zoned = (days: number): string =>
    end.minus({ days }).toUTC().toISO({ suppressMilliseconds: true }) ?? '';
  return [...matching(local), ...wording(local, zoned), ...statuses(local), ...bad(local)];
}

type DaysAgo = (days: number) => string;

/** The matching vectors, in the order of alleaves.md. */
function matching(local: DaysAgo): WireRow[] {
  return [
    // 43 by email
    { id: 1001, email: ' Jane@Example.com ', date_created: local(1), total: 10, status: 'completed' },
    // 42 by pos_id: a number, then the prefixed form
    { id: 1002, email: TILL, id_customer: 42, date_created: local(2), total: 11, status: 'completed' },
    {
      id: 1003,
      email: TILL,
      id_customer: 'alleaves_42',
      date_created: local(3),
      total: 12,
      status: 'completed',
    },
    // 42 by pos_id: a placeholder by its domain
    {
      id: 1004,
      email: 'customer_42@alleaves.local',
      id_customer: 42,
      date_created: local(4),
      total: 13,
      status: 'completed',
    },
    // 42 by pos_id: the lookalike domain is a real address that nobody has
    {
      id: 1005,
      email: 'customer_42@alleaves.local.com',
      id_customer: 42,
      date_created: local(5),
      total: 14,
      status: 'completed',
    },
    // skipped: nobody has this id; placeholder without an id; an address that nobody has
    { id: 1006, email: null, id_customer: 99, date_created: local(6), total: 15, status: 'completed' },
    { id: 1007, email: TILL, id_customer: null, date_created: local(7), total: 16, status: 'completed' },
    { id: 1008, email: 'nobody@example.com', date_created: local(8), total: 17, status: 'completed' },
    // 43 by email although the id says 42
    {
      id: 1009,
      email: 'jane@example.com',
      id_customer: 42,
      date_created: local(9),
      total: 18,
      status: 'completed',
    },
    // 52: the id decides among those who share an address; then 51, the lowest id, without one
    {
      id: 1010,
      email: 'family@example.com',
      id_customer: 52,
      date_created: local(10),
      total: 19,
      status: 'completed',
    },
    { id: 1011, email: 'family@example.com', date_created: local(11), total: 20, status: 'completed' },
  ];
}

/** Aliases, forms of money, zones and items. */
function wording(local: DaysAgo, zoned: DaysAgo): WireRow[] {
  return [
    // The seed's form: userId and a nested customer.
    {
      id: 1020,
      userId: '61',
      customer: { email: TILL },
      date_created: local(1),
      total: '$12',
      status: 'delivered',
    },
    // id_order, customer.id, created_at with a zone, amount with a thousands separator, customer_email.
    {
      id_order: '1021',
      customer: { id: 62 },
      customer_email: TILL,
      created_at: zoned(2),
      amount: '1,234.50',
      subtotal: '1,100.00',
      tax: '$134.50',
      discount: null,
      status: 'DELIVERED',
    },
    // Lines: both sets of names; the quantity as number, as string and null.
    {
      id: 1022,
      userId: 63,
      customer: { email: TILL },
      date_created: local(3),
      total: 60.3,
      status: 'delivered',
      items: [
        {
          id_item: 9001,
          item: 'Numbered',
          quantity: 2,
          price: 10.05,
          total: 20.1,
          category: 'Category > Flower',
        },
        {
          product_id: '9002',
          product_name: 'Texted',
          qty: '3',
          unit_price: '$13.40',
          category: 'Category > Edible',
        },
        { id_item: 9003, item: 'Unknown quantity', quantity: null, price: 0 },
      ],
    },
    // A refund line: lowers what was spent and is no order.
    {
      id: 1023,
      userId: 63,
      customer: { email: TILL },
      date_created: local(2),
      total: -20.1,
      status: 'delivered',
    },
    // Id 0 is the POS's word for none, so the next alias counts.
    {
      id: 1024,
      id_customer: 0,
      userId: '64',
      email: TILL,
      date_created: local(4),
      total: 5,
      status: 'delivered',
    },
    // Seen twice, because rows were inserted while pages were read.
    { id: 1025, userId: 65, email: TILL, date_created: local(5), total: 25, status: 'delivered' },
    { id: 1025, userId: 65, email: TILL, date_created: local(5), total: 25, status: 'delivered' },
    // Optional fields that can't be read: the order is used without them, and quarantined as well.
    {
      id: 1026,
      userId: 66,
      email: TILL,
      date_created: local(6),
      total: 26,
      tax: 'some',
      status: 'delivered',
      items: [{ id_item: 9001, item: 'Odd', quantity: 'a few', price: 26 }],
    },
  ];
}

/** Each of the POS's words for a status, one order a word, for customer 68; `lost in space` is unknown and counts. */
function statuses(local: DaysAgo): WireRow[] {
  const words = [
    'pending',
    'Submitted',
    'CONFIRMED',
    'processing',
    'preparing',
    'ready',
    'completed',
    'delivered',
  ];
  const uncounted = ['canceled', 'Cancelled', 'void', 'VOIDED', 'returned', 'refunded'];
  return [...words, ...uncounted, 'lost in space'].map((status, index) => ({
    id: 1040 + index,
    userId: 68,
    email: TILL,
    date_created: local(10 + index),
    total: 10,
    status,
  }));
}

/** Rows that can't be used: the others must still come through. */
function bad(local: DaysAgo): WireRow[] {
  return [
    // No id.
    { userId: 42, email: TILL, date_created: local(1), total: 100, status: 'completed' },
    // A date that doesn't parse, one that isn't in the calendar, none.
    { id: 1061, userId: 42, email: TILL, date_created: 'yesterday', total: 100, status: 'completed' },
    {
      id: 1062,
      userId: 42,
      email: TILL,
      date_created: '2026-02-30T10:00:00',
      total: 100,
      status: 'completed',
    },
    { id: 1063, userId: 42, email: TILL, date_created: null, total: 100, status: 'completed' },
    // A total that doesn't parse, and none.
    { id: 1064, userId: 42, email: TILL, date_created: local(1), total: 'twelve', status: 'completed' },
    { id: 1065, userId: 42, email: TILL, date_created: local(1), status: 'completed' },
  ];
}
