import type { Query } from 'firebase-admin/firestore';
import { z } from 'zod';
import { pick } from '../../documents/definition/pick';
import { boundedScan } from '../../platform/firestore/boundedScan';
import type { Database } from '../../platform/firestore/database';
import type { Context } from '../../platform/ports/context';
import {
  CHANGE_CAUSES,
  parseSegmentChange,
  segmentChangeDocument,
  type StoredSegmentChange,
} from '../../documents/segmentChange';
import { paths } from '../../documents/paths';
import { orgIdField } from '../call/callable';
import { answered, toAnswer } from '../call/fields/answered';
import { isoDate } from '../call/fields/isoDate';
import { definePagedCallable } from '../call/paging/definePagedCallable';
import { type PageRequest, queryPage } from '../call/paging/queryPage';
import { newestFirst, type NewestFirstPosition } from '../call/paging/sorting';
import { customerIdField, segmentField } from '../customers/fields';

const MAX_PAGE = 500;
const sorting = newestFirst('at');

const LISTED = [
  ...(['customerId', 'posCustomerId', 'from', 'to', 'cause', 'reason', 'at'] as const),
  ...(['totalSpent', 'orderCount', 'previousOrderCount'] as const),
];

const listedChange = z.object({
  changeId: z
    .string()
    .describe('Stays the same for the same change, so a program that has seen it can skip it.'),
  ...answered(pick(segmentChangeDocument.tolerant.shape, LISTED)),
});

/** One read for each change in the answer, and one more; at most 1,000 reads a call with `skipImports`. */
export const listSegmentChanges = definePagedCallable({
  name: 'listSegmentChanges',
  summary:
    'Lists changes of segments, newest first, in pages: who moved, from where, to where, when and why.',
  role: 'staff',
  input: {
    orgId: orgIdField,
    since: isoDate
      .optional()
      .describe('Changes at or after this time. To follow along, pass the `at` of the newest one you have.'),
    from: segmentField.optional().describe('Changes from this segment.'),
    to: segmentField.optional().describe('Changes to this segment.'),
    cause: z.enum(CHANGE_CAUSES).optional(),
    customerId: customerIdField.optional(),
    skipImports: z
      .boolean()
      .default(false)
      .describe(
        'Leaves out customers whose order history was read for the first time (`previousOrderCount` is 0). A new shop has one such change for most of its customers.',
      ),
  },
  limit: { largest: MAX_PAGE, usual: 100 },
  position: sorting.position,
  output: {
    changes: z.array(listedChange).max(MAX_PAGE),
    incomplete: z
      .boolean()
      .describe(
        'With `skipImports`, the call reached its read limit before the page was full. Continue with `nextCursor`.',
      ),
  },
  async readPage({ context, database }, { orgId, skipImports, ...asked }, page) {
    const { since, from, to, cause, customerId } = asked;
    let query = database.collection(paths.segmentChanges(orgId)).where('at', '>=', new Date(since ?? 0));
    const conditions = Object.entries({ from, to, cause, customerId });
    for (const [field, value] of conditions) if (value !== undefined) query = query.where(field, '==', value);
    if (skipImports) return skipImportsOf(context, database, query, page);
    const { docs, next } = await queryPage(database, query, sorting, page);
    return { changes: docs.map(parseSegmentChange).map(toListed), incomplete: false, next };
  },
});

/** No index tells imports from other changes: those of a first sync are read and left out. */
async function skipImportsOf(
  { settings }: Pick<Context, 'settings'>,
  database: Database,
  query: Query,
  { after, limit }: PageRequest<NewestFirstPosition>,
) {
  const sorted = sorting.sort(query);
  const { kept, next } = await boundedScan(
    database,
    after === null ? sorted : sorted.startAfter(...sorting.valuesOf(after)),
    limit,
    (snapshot) => {
      const change = parseSegmentChange(snapshot);
      return change.previousOrderCount > 0 ? change : null;
    },
    settings.limits.scan,
  );
  return {
    changes: kept.map(toListed),
    incomplete: next !== null && kept.length < limit,
    next: next && sorting.positionOf(next),
  };
}

function toListed(change: StoredSegmentChange) {
  return { ...toAnswer(pick(change, LISTED)), changeId: change.changeId };
}
