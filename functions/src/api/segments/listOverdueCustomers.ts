import { FieldPath } from 'firebase-admin/firestore';
import { z } from 'zod';
import { boundedScan } from '../../platform/firestore/boundedScan';
import { customerDocument, parseCustomer, type StoredCustomer } from '../../documents/customer';
import { pick } from '../../documents/definition/pick';
import { paths } from '../../documents/paths';
import { orgIdField } from '../call/callable';
import { answered, toAnswer } from '../call/fields/answered';
import { documentId } from '../call/fields/documentId';
import { definePagedCallable } from '../call/paging/definePagedCallable';
import { segmentField } from '../customers/fields';
import { LISTED_FIELDS, listedCustomer, toListedCustomer } from '../customers/list/listedCustomer';

const MAX_PAGE = 100;
const RHYTHM_FIELDS = ['usualDaysBetweenOrders', 'overdueAt'] as const;

const overdueCustomer = listedCustomer.extend(answered(pick(customerDocument.tolerant.shape, RHYTHM_FIELDS)));

/** At most 1,000 reads a call: customers are walked from the one who has spent most, and those who are overdue are kept. */
export const listOverdueCustomers = definePagedCallable({
  name: 'listOverdueCustomers',
  summary:
    'Lists customers who have stayed away longer than is usual for them, by what they have spent, in pages.',
  role: 'staff',
  input: {
    orgId: orgIdField,
    segment: segmentField.optional().describe('Only customers in this segment.'),
  },
  limit: { largest: MAX_PAGE, usual: 25 },
  position: z.object({ totalSpent: z.number(), id: documentId }),
  output: {
    customers: z.array(overdueCustomer).max(MAX_PAGE),
    incomplete: z
      .boolean()
      .describe('The call reached its read limit before the page was full. Continue with `nextCursor`.'),
  },
  async readPage({ context, database }, { orgId, segment }, { after, limit }) {
    const now = context.clock.now();
    // Who has spent nothing, and what isn't a number because somebody edited it, is left out.
    const spenders = database.collection(paths.customers(orgId)).where('totalSpent', '>', 0);
    const sorted = (segment === undefined ? spenders : spenders.where('segment', '==', segment))
      .orderBy('totalSpent', 'desc')
      .orderBy(FieldPath.documentId(), 'desc')
      .select(...LISTED_FIELDS, ...RHYTHM_FIELDS, 'erasedAt');
    const { kept, next } = await boundedScan(
      database,
      after === null ? sorted : sorted.startAfter(after.totalSpent, after.id),
      limit,
      (snapshot) => {
        const customer = parseCustomer(snapshot);
        return isOverdue(customer, now) ? customer : null;
      },
      context.settings.limits.scan,
    );
    return {
      customers: kept.map((customer) => ({
        ...toListedCustomer(customer),
        ...toAnswer(pick(customer, RHYTHM_FIELDS)),
      })),
      incomplete: next !== null && kept.length < limit,
      next: next && { totalSpent: Number(next.get('totalSpent')), id: next.id },
    };
  },
});

/** Nobody calls back a customer who was erased, or whom the POS no longer has. */
function isOverdue({ overdueAt, erasedAt, goneSince }: StoredCustomer, now: Date): boolean {
  return overdueAt !== null && overdueAt <= now && erasedAt === null && goneSince === null;
}
