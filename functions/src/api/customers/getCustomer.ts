import { z } from 'zod';
import { calculateSegment } from '../../rules/customers/segment';
import type { SegmentRules } from '../../rules/customers/segmentRules';
import { pick } from '../../documents/definition/pick';
import { paths } from '../../documents/paths';
import { segmentRulesOf } from '../../documents/tenantSegmentRules';
import { readLatestOrders } from './orders/customerOrders';
import {
  customerDocument,
  customerReference,
  parseCustomer,
  type StoredCustomer,
} from '../../documents/customer';
import { defineCallable, orgIdField } from '../call/callable';
import { TENANT_MALFORMED } from '../call/errors/commonErrors';
import { isoDate, toIso } from '../call/fields/isoDate';
import { answered } from '../call/fields/answered';
import { lookUpSpending } from '../spending/lookUpSpending';
import { SPENDING_ERRORS, spendingOutput, toSpendingOutput } from '../spending/spendingOutput';
import { unknownCustomer } from './edit/editCustomer';
import { customerIdField, segmentField, UNKNOWN_CUSTOMER } from './fields';
import { listedCustomer, toListedCustomer } from './list/listedCustomer';
import { listedOrder, toListedOrder } from './orders/listedOrder';

const LATEST_ORDERS = 10;

const profile = listedCustomer.extend(
  answered(
    pick(customerDocument.tolerant.shape, [
      ...(['birthDate', 'customerSince', 'updatedAt', 'firstOrderDate', 'notes', 'erasedAt'] as const),
      ...(['usualDaysBetweenOrders', 'overdueAt', 'consent'] as const),
    ]),
  ),
);

const order = listedOrder.omit({ matchedBy: true });

/** Up to 14 reads where the customer's spending is stored; else one more an order. */
export const getCustomer = defineCallable({
  name: 'getCustomer',
  summary:
    'Returns everything about one customer: profile, latest orders, spending, and why they are in their segment and until when.',
  role: 'staff',
  input: z.strictObject({ orgId: orgIdField, customerId: customerIdField }),
  output: z.object({
    customer: profile,
    segment: z.object({
      current: segmentField.nullable(),
      reason: z.string().nullable(),
      since: isoDate.nullable(),
      changesAt: isoDate
        .nullable()
        .describe("When the segment changes if they don't order again. null if it won't."),
      changesTo: segmentField.nullable(),
    }),
    orders: z.array(order).max(LATEST_ORDERS).describe('Newest first.'),
    spending: spendingOutput.nullable().describe('null for customers entered by hand, who have no orders.'),
  }),
  errors: [UNKNOWN_CUSTOMER, TENANT_MALFORMED, ...SPENDING_ERRORS],
  async handle({ context, database }, { orgId, customerId }) {
    const snapshot = await database.get(customerReference(database, orgId, customerId));
    if (!snapshot.exists) throw unknownCustomer();
    const customer = parseCustomer(snapshot);
    const { email, posCustomerId } = customer;
    const tenant = await database.get(database.document(paths.tenant(orgId)));
    const [orders, spending] =
      posCustomerId === null
        ? [[], null]
        : await Promise.all([
            readLatestOrders(database, orgId, customerId, LATEST_ORDERS),
            lookUpSpending(database, orgId, { email, posCustomerId }, context.settings.limits.liveSpending),
          ]);
    return {
      customer: toListedCustomer(customer),
      segment: segmentStory(customer, context.clock.now(), segmentRulesOf(orgId, tenant)),
      orders: orders.map(toListedOrder),
      spending: spending && toSpendingOutput(spending),
    };
  },
});

/** Why the customer is in its segment, and what the rules make of the same figures when it is due to change. */
function segmentStory(customer: StoredCustomer, now: Date, rules: SegmentRules) {
  const { segment, segmentReason, segmentedAt, segmentDueAt } = customer;
  // One that is due already waits for refreshDueSegments, which decides by the time it is then.
  const then = segmentDueAt === null || segmentDueAt > now ? segmentDueAt : now;
  return {
    current: segment,
    reason: segmentReason,
    since: toIso(segmentedAt),
    changesAt: toIso(segmentDueAt),
    changesTo: then && calculateSegment(customer, then, rules).segment,
  };
}
