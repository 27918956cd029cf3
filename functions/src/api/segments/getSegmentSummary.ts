import { z } from 'zod';
import { averageCents, centsToDollars } from '../../rules/money/money';
import { type Segment, SEGMENTS } from '../../rules/customers/segment';
import type { Database } from '../../platform/firestore/database';
import { paths } from '../../documents/paths';
import { defineCallable, orgIdField } from '../call/callable';
import { segmentField } from '../customers/fields';

const count = z.int().min(0);

/** Aggregated by Firestore: two reads for each 1,000 customers of a segment, 12 at least. */
export const getSegmentSummary = defineCallable({
  name: 'getSegmentSummary',
  summary:
    "Returns each segment's number of customers, their share, what they have spent, and their average order.",
  role: 'staff',
  input: z.strictObject({ orgId: orgIdField }),
  output: z.object({
    customerCount: count,
    totalSpent: z.number(),
    segments: z
      .array(
        z.object({
          segment: segmentField,
          customerCount: count,
          share: z.number().min(0).max(1).describe('Of all customers.'),
          orderCount: z.number(),
          totalSpent: z.number().describe('Dollars.'),
          spendShare: z.number().nullable().describe('Of all spending. null if nothing was spent.'),
          avgOrderValue: z.number().describe('Dollars; 0 without orders.'),
        }),
      )
      .length(SEGMENTS.length)
      .describe('From best to lost, as the rules name them.'),
  }),
  errors: [],
  async handle({ database }, { orgId }) {
    const sums = await Promise.all(SEGMENTS.map((segment) => sumSegment(database, orgId, segment)));
    const customerCount = sums.reduce((all, { customers }) => all + customers, 0);
    const cents = sums.reduce((all, sum) => all + sum.cents, 0);
    return {
      customerCount,
      totalSpent: centsToDollars(cents),
      segments: sums.map((sum) => ({
        segment: sum.segment,
        customerCount: sum.customers,
        share: customerCount === 0 ? 0 : sum.customers / customerCount,
        orderCount: sum.orders,
        totalSpent: centsToDollars(sum.cents),
        spendShare: cents === 0 ? null : sum.cents / cents,
        avgOrderValue: centsToDollars(averageCents(sum.cents, sum.orders)),
      })),
    };
  },
});

/** Two aggregations, because one over two fields would need an index of its own over both. */
async function sumSegment(database: Database, orgId: string, segment: Segment) {
  const customers = database.collection(paths.customers(orgId)).where('segment', '==', segment);
  const [spent, orders] = await Promise.all([
    database.countAndSum(customers, 'totalSpent'),
    database.countAndSum(customers, 'orderCount'),
  ]);
  // Firestore adds up in floating point: what it is off by lies far below a cent.
  return { segment, customers: spent.count, cents: Math.round(spent.sum * 100), orders: orders.sum };
}
