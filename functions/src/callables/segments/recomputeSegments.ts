import { z } from 'zod';
import { recomputeSegments as recomputePage } from '../../pipeline/recomputeSegments';
import { defineCallable, orgIdField } from '../callable';
import { BAD_CURSOR, cursorField, nextCursorField, PageCursors } from '../pageCursor';
import { documentId } from '../positions';

const count = z.int().min(0);

/** Two reads a customer, and two more and a write where something differs: 2,000 reads at most where nothing does. */
export const recomputeSegments = defineCallable({
  name: 'recomputeSegments',
  summary: 'Recomputes segments and figures of customers from their spending, and writes those that differ.',
  role: 'manager',
  input: z.strictObject({
    orgId: orgIdField,
    limit: z.int().min(1).max(1000).default(500).describe('Customers to check in this call.'),
    cursor: cursorField,
  }),
  output: z.object({
    checked: count.describe('Customers of the POS looked at; those entered by hand have no orders.'),
    changed: count,
    failed: count.describe(
      'Customers whose documents were damaged by hand: a sync with mode `full` mends them.',
    ),
    nextCursor: nextCursorField,
  }),
  errors: [BAD_CURSOR],
  async handle({ context, database }, input) {
    const { orgId, limit } = input;
    const cursors = new PageCursors('recomputeSegments', input, documentId);
    const after = cursors.read(input.cursor);
    const { next, ...counts } = await recomputePage(context, database, orgId, { after, limit });
    return { ...counts, nextCursor: cursors.write(next) };
  },
});
