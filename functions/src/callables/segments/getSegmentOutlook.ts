import { z } from 'zod';
import { DAY_MILLISECONDS } from '../../domain/time';
import { segmentAfter, SEGMENTS } from '../../domain/segment';
import { readLeaving } from '../../firestore/segmentOutlook';
import { defineCallable, orgIdField } from '../callable';
import { segmentField } from '../customers/fields';
import { toIso } from '../customers/listedCustomer';
import { isoDate } from '../isoDate';

/** Between two changes of one customer lie 31 days at least: within 30 each changes at most once. */
const MAX_DAYS = 30;

/** Customers named for each change. */
const NAMED = 5;

/** Up to 32 reads, and one for each 1,000 customers who are due. */
export const getSegmentOutlook = defineCallable({
  name: 'getSegmentOutlook',
  summary:
    'Tells how many customers will leave a segment for another in the coming days if they order nothing.',
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
                displayName: z.string().nullable(),
                firstName: z.string().nullable(),
                lastName: z.string().nullable(),
                changesAt: isoDate.nullable(),
              }),
            )
            .max(NAMED)
            .describe('Those who are due first.'),
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
        const named = first.map(({ customerId, displayName, firstName, lastName, segmentDueAt }) => ({
          ...{ customerId, displayName, firstName, lastName },
          changesAt: toIso(segmentDueAt),
        }));
        return { from, to, customerCount, first: named };
      }),
    );
    return { until: until.toISOString(), changes };
  },
});
