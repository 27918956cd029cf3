import { z } from 'zod';
import { toIso } from '../customers/listedCustomer';
import { isoDate } from '../isoDate';
import { type FoundSpending, SPENDING_TIERS } from './lookUpSpending';

/** Customers named at most: far more than a family, and as many as share an address that somebody made up. */
const MAX_SHARERS = 1000;

/** Spending as callables answer it; money in dollars. */
export const spendingOutput = z.object({
  tier: z
    .enum(SPENDING_TIERS)
    .describe(
      "Where the figures come from: `email`, the address's spending document; `customer`, the customer's own; `orders`, a live query.",
    ),
  customerIds: z
    .array(z.string())
    .max(MAX_SHARERS)
    .describe('Several where customers share the address, at most 1,000 of them: the figures are their sum.'),
  totalSpent: z.number(),
  orderCount: z.int().min(0),
  avgOrderValue: z.number(),
  firstOrderDate: isoDate.nullable(),
  lastOrderDate: isoDate.nullable(),
});

export function toSpendingOutput({
  tier,
  customerIds,
  figures,
}: FoundSpending): z.output<typeof spendingOutput> {
  const { totalSpent, orderCount, avgOrderValue, firstOrderDate, lastOrderDate } = figures;
  return {
    tier,
    customerIds: customerIds.slice(0, MAX_SHARERS),
    ...{ totalSpent, orderCount, avgOrderValue },
    firstOrderDate: toIso(firstOrderDate),
    lastOrderDate: toIso(lastOrderDate),
  };
}

/** What calls that look up spending can answer. */
export const SPENDING_ERRORS = [
  { code: 'spending_timeout', when: 'The live query took longer than 8 seconds.' },
  { code: 'spending_too_large', when: 'There are more orders than a live query adds up.' },
  { code: 'spending_malformed', when: 'A spending document was damaged by hand.' },
  { code: 'order_malformed', when: 'An order was damaged by hand.' },
];
