import type { Expectation, ExpectedCustomer } from './expectation';

const customer = (segment: string, orderCount: number, cents: number): ExpectedCustomer => ({
  segment,
  orderCount,
  cents,
});

/**
 * What the rows of `tools/pos/worlds/oddities/odd*.ts` must lead to, written down by hand from the rules beside them there and in the
 * data model; every order is at most 30 days old.
 */
export const ODDITIES: Expectation = {
  customers: new Map([
    // The matching vectors: 1002 to 1005 by id, 1001 and 1009 by address.
    ['42', customer('returning', 4, 50_00)],
    ['43', customer('returning', 2, 28_00)],
    // One address: the id decides (1010), else the lowest id (1011).
    ['51', customer('new', 1, 20_00)],
    ['52', customer('new', 1, 19_00)],
    // Forms of money: "$12", "1,234.50"; a refund line of -20.10; a row seen twice.
    ['61', customer('new', 1, 12_00)],
    ['62', customer('new', 1, 1_234_50)],
    ['63', customer('new', 1, 40_20)],
    ['64', customer('new', 1, 5_00)],
    ['65', customer('new', 1, 25_00)],
    ['66', customer('new', 1, 26_00)],
    ['67', customer('new', 0, 0)],
    // Of its fifteen orders the cancelled, voided and refunded ones don't count; the unknown status does.
    ['68', customer('loyal', 9, 90_00)],
    ['69', customer('new', 0, 0)],
  ]),
  // 8 matched vectors, 7 for the wording, 15 for the statuses; six of the last don't count but are stored.
  orders: { count: 30, cents: 1_609_70 },
  spending: new Map([
    ['cid_42', { orderCount: 4, cents: 50_00 }],
    ['cid_43', { orderCount: 2, cents: 28_00 }],
    ['cid_51', { orderCount: 1, cents: 20_00 }],
    ['cid_52', { orderCount: 1, cents: 19_00 }],
    ['cid_61', { orderCount: 1, cents: 12_00 }],
    ['cid_62', { orderCount: 1, cents: 1_234_50 }],
    ['cid_63', { orderCount: 1, cents: 40_20 }],
    ['cid_64', { orderCount: 1, cents: 5_00 }],
    ['cid_65', { orderCount: 1, cents: 25_00 }],
    ['cid_66', { orderCount: 1, cents: 26_00 }],
    ['cid_68', { orderCount: 9, cents: 90_00 }],
    ['jane@example.com', { orderCount: 2, cents: 28_00 }],
    ['family@example.com', { orderCount: 2, cents: 39_00 }],
  ]),
  // Items 9001, 9011 to 9018, 9021 to 9024, 9031, 9041 to 9043, 9051 and 9052.
  products: 19,
};

/** Rows that must be in quarantine; a row without a usable id is `stream_~…` there. */
export const ODDITIES_QUARANTINED: readonly string[] = [
  'customers_69',
  'customers_~',
  'customers_~',
  'customers_~',
  'items_9052',
  'items_9061',
  'items_9062',
  'items_~',
  'orders_1026',
  'orders_1061',
  'orders_1062',
  'orders_1063',
  'orders_1064',
  'orders_1065',
  'orders_~',
];
