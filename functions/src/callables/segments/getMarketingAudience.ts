import { z } from 'zod';
import { CHANNELS, readReachableCustomers } from '../../firestore/reachableCustomers';
import { defineCallable, orgIdField } from '../callable';
import { segmentField } from '../customers/fields';
import { BAD_CURSOR, cursorField, nextCursorField, PageCursors } from '../pageCursor';
import { documentId } from '../positions';

const MAX_PAGE = 500;

const position = z.object({
  channel: z.enum(CHANNELS),
  after: z.object({ value: z.string(), id: documentId }).nullable(),
});

/** About as many reads as customers in the answer, and never more than 2,000. */
export const getMarketingAudience = defineCallable({
  name: 'getMarketingAudience',
  summary:
    'Lists the customers of a segment who can be reached, by a real address or a telephone number, in pages.',
  role: 'manager',
  input: z.strictObject({
    orgId: orgIdField,
    segment: segmentField,
    channel: z
      .enum([...CHANNELS, 'any'])
      .default('any')
      .describe('Those with a real address, with a telephone number, or with either.'),
    limit: z.int().min(1).max(MAX_PAGE).default(100),
    cursor: cursorField,
  }),
  output: z.object({
    customers: z
      .array(
        z.object({
          customerId: z.string(),
          displayName: z.string().nullable(),
          firstName: z.string().nullable(),
          lastName: z.string().nullable(),
          email: z.string().nullable().describe('Never a placeholder of the POS.'),
          phone: z.string().nullable(),
        }),
      )
      .max(MAX_PAGE),
    nextCursor: nextCursorField,
  }),
  errors: [BAD_CURSOR],
  async handle({ database }, input) {
    const { orgId, segment, channel, limit } = input;
    const cursors = new PageCursors('getMarketingAudience', input, position);
    const { customers, next } = await readReachableCustomers(
      database,
      orgId,
      { segment, channel },
      { limit, from: cursors.read(input.cursor) },
    );
    return { customers, nextCursor: cursors.write(next) };
  },
});
