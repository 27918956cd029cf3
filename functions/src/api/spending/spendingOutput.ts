import { z } from 'zod';
import { storedFigures } from '../../documents/figures';
import { answered, toAnswer } from '../call/fields/answered';
import { type FoundSpending, SPENDING_TIERS } from './lookUpSpending';

/** Customers named at most: far more than a family, and as many as share an address that somebody made up. */
const MAX_SHARERS = 1000;

/** Spending as callables answer it; money in dollars. */
export const spendingOutput = z.object({
  tier: z
    .enum(SPENDING_TIERS)
    .describe(
      "Where the figures come from: `email` is the email address's spending document, `customer` the customer's own, `orders` a live query.",
    ),
  customerIds: z
    .array(z.string())
    .max(MAX_SHARERS)
    .describe('Several if customers share the email address (at most 1,000); the figures are their sum.'),
  ...answered(storedFigures.shape),
});

export function toSpendingOutput({
  tier,
  customerIds,
  figures,
}: FoundSpending): z.output<typeof spendingOutput> {
  return { tier, customerIds: customerIds.slice(0, MAX_SHARERS), ...toAnswer(figures) };
}

/** What calls that look up spending can answer. */
export const SPENDING_ERRORS = [
  { code: 'spending_timeout', when: 'The live query took longer than 8 seconds.' },
  { code: 'spending_too_large', when: 'There are more orders than a live query adds up.' },
  { code: 'spending_malformed', when: "A spending document was edited by hand and can't be read." },
  { code: 'order_malformed', when: "An order was edited by hand and can't be read." },
];
