import { z } from 'zod';
import { pick } from '../../documents/definition/pick';
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
import { queryPage } from '../call/paging/queryPage';
import { newestFirst } from '../call/paging/sorting';
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

/** One read for each change in the answer, and one more. */
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
  },
  limit: { largest: MAX_PAGE, usual: 100 },
  position: sorting.position,
  output: { changes: z.array(listedChange).max(MAX_PAGE) },
  async readPage({ database }, { orgId, since, from, to, cause, customerId }, page) {
    let query = database.collection(paths.segmentChanges(orgId)).where('at', '>=', new Date(since ?? 0));
    const conditions = Object.entries({ from, to, cause, customerId });
    for (const [field, value] of conditions) if (value !== undefined) query = query.where(field, '==', value);
    const { docs, next } = await queryPage(database, query, sorting, page);
    return { changes: docs.map(parseSegmentChange).map(toListed), next };
  },
});

function toListed(change: StoredSegmentChange) {
  return { ...toAnswer(pick(change, LISTED)), changeId: change.changeId };
}
