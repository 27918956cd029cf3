import { z } from 'zod';
import { DAY_MILLISECONDS } from '../../rules/time/time';
import { segmentAfter, SEGMENTS } from '../../rules/customers/segment';
import { customerDocument } from '../../documents/customer';
import { pick } from '../../documents/definition/pick';
import { answered } from '../call/fields/answered';
import { NAME_FIELDS, readLeaving } from './readLeaving';
import { defineCallable, orgIdField } from '../call/callable';
import { segmentField } from '../customers/fields';
import { isoDate, toIso } from '../call/fields/isoDate';

/** By the default rules 31 days lie between two changes of one customer: within 30 each changes at most once. By others the first counts. */
const MAX_DAYS = 30;

/** Customers named for each change. */
const NAMED = 5;

/** Up to 32 reads, and one for each 1,000 customers who are due. */
export const getSegmentOutlook = defineCallable({
  name: 'getSegmentOutlook',
  summary:
    "Returns how many customers will move from one segment to another in the coming days if they don't order.",
  role: 'staff',
  input: z.strictObject({
    orgId: orgIdField,
    days: z.int().min(1).max(MAX_DAYS).default(MAX_DAYS),
  }),
  output: z.object({
    until: isoDate,
    changes: z
      .array(
        z.object({
          from: segmentField,
          to: segmentField,
          customerCount: z.int().min(0),
          first: z
            .array(
              z.object({
                customerId: z.string(),
                ...answered(pick(customerDocument.tolerant.shape, NAME_FIELDS)),
                changesAt: isoDate.nullable(),
              }),
            )
            .max(NAMED)
            .describe('Those due first.'),
        }),
      )
      .max(SEGMENTS.length),
  }),
  errors: [],
  async handle({ context, database }, { orgId, days }) {
    const until = new Date(context.clock.now().getTime() + days * DAY_MILLISECONDS);
    const turning = SEGMENTS.flatMap((from) => {
      const to = segmentAfter(from);
      return to === null ? [] : [{ from, to }];
    });
    const changes = await Promise.all(
      turning.map(async ({ from, to }) => {
        const { customerCount, first } = await readLeaving(database, orgId, from, { until, first: NAMED });
        const named = first.map((customer) => ({
          ...pick(customer, ['customerId', ...NAME_FIELDS]),
          changesAt: toIso(customer.segmentDueAt),
        }));
        return { from, to, customerCount, first: named };
      }),
    );
    return { until: until.toISOString(), changes };
  },
});
