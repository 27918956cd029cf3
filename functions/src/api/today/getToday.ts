import { z } from 'zod';
import type { Database } from '../../platform/firestore/database';
import { pick } from '../../documents/definition/pick';
import { itemDocument } from '../../documents/item';
import { paths } from '../../documents/paths';
import { readTenant } from '../../documents/tenant';
import { DAY_MILLISECONDS } from '../../rules/time/time';
import { defineCallable, orgIdField } from '../call/callable';
import { TENANT_ERRORS } from '../call/errors/commonErrors';
import { answered, toAnswer } from '../call/fields/answered';
import { isoDate } from '../call/fields/isoDate';
import { type SalesWindow, salesWindows } from './salesWindows';

/** Items named that are sold out. */
const NAMED = 10;

/** An item that ran out longer ago is no news. */
const SOLD_OUT_DAYS = 7;

const sales = z.object({
  from: isoDate,
  to: isoDate,
  orderCount: z.int().min(0),
  total: z.number().describe('Dollars.'),
});

const soldOutItem = z.object(pick(itemDocument.tolerant.shape, ['name', 'brand', 'category', 'updatedAt']));

/** Three aggregations of one read for each 1,000 orders, and up to 12 reads. */
export const getToday = defineCallable({
  name: 'getToday',
  summary: "Returns a shop's sales today and over seven days against the week before, and what sold out.",
  role: 'staff',
  input: z.strictObject({ orgId: orgIdField }),
  output: z.object({
    sales: z.object({
      today: sales.describe("Since the day began in the shop's time zone."),
      week: sales.describe('The last seven days, today among them.'),
      weekBefore: sales.describe('The seven days before these, up to the same time of day.'),
    }),
    soldOut: z.object({
      itemCount: z
        .int()
        .min(0)
        .describe(`Items that changed within ${SOLD_OUT_DAYS} days and are out of stock now.`),
      items: z
        .array(z.object({ itemId: z.string(), ...answered(soldOutItem.shape) }))
        .max(NAMED)
        .describe('Those that changed last.'),
    }),
  }),
  errors: TENANT_ERRORS,
  async handle({ context, database }, { orgId }) {
    const now = context.clock.now();
    const { timeZone } = await readTenant(database, orgId);
    const { today, week, weekBefore } = salesWindows(now, timeZone);
    const [ofToday, ofWeek, ofWeekBefore, soldOut] = await Promise.all([
      sumSales(database, orgId, today),
      sumSales(database, orgId, week),
      sumSales(database, orgId, weekBefore),
      readSoldOut(database, orgId, new Date(now.getTime() - SOLD_OUT_DAYS * DAY_MILLISECONDS)),
    ]);
    return { sales: { today: ofToday, week: ofWeek, weekBefore: ofWeekBefore }, soldOut };
  },
});

async function sumSales(database: Database, orgId: string, { from, to }: SalesWindow) {
  const orders = database
    .collection(paths.orders(orgId))
    .where('counts', '==', true)
    .where('orderDate', '>=', from)
    .where('orderDate', '<', to);
  const { count, sum } = await database.countAndSum(orders, 'total');
  // Firestore adds up in floating point: what it is off by lies far below a cent.
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    orderCount: count,
    total: Math.round(sum * 100) / 100,
  };
}

async function readSoldOut(database: Database, orgId: string, since: Date) {
  const items = database
    .collection(paths.items(orgId))
    .where('inStock', '==', false)
    .where('updatedAt', '>=', since)
    .orderBy('updatedAt', 'desc');
  const itemCount = await database.count(items);
  if (itemCount === 0) return { itemCount, items: [] };
  const { docs } = await database.query(items.limit(NAMED).select(...Object.keys(soldOutItem.shape)));
  return {
    itemCount,
    items: docs.map((snapshot) => ({ itemId: snapshot.id, ...toAnswer(soldOutItem.parse(snapshot.data())) })),
  };
}
