import { z } from 'zod';
import { ORDER_STATUSES } from '../../domain/pos';
import { calculateSegment } from '../../domain/segment';
import { readLatestOrders, type StoredOrder } from '../../firestore/customerOrders';
import { customerReference, parseCustomer, type StoredCustomer } from '../../firestore/customers';
import { defineCallable, orgIdField } from '../callable';
import { isoDate } from '../isoDate';
import { lookUpSpending } from '../spending/lookUpSpending';
import { SPENDING_ERRORS, spendingOutput, toSpendingOutput } from '../spending/spendingOutput';
import { unknownCustomer } from './editCustomer';
import { customerIdField, segmentField, UNKNOWN_CUSTOMER } from './fields';
import { listedCustomer, toIso, toListedCustomer } from './listedCustomer';

const LATEST_ORDERS = 10;
const MAX_ITEMS = 100;

const profile = listedCustomer.extend({
  birthDate: z.string().nullable().describe('`YYYY-MM-DD`.'),
  customerSince: isoDate.nullable(),
  updatedAt: isoDate.nullable().describe('When the profile last changed.'),
  firstOrderDate: isoDate.nullable(),
  notes: z.string().nullable(),
  erasedAt: isoDate.nullable().describe('When what is known of the person was erased; null for all others.'),
});

const order = z.object({
  orderId: z.string(),
  posOrderId: z.string().nullable(),
  status: z.enum(ORDER_STATUSES),
  counts: z.boolean().describe('Whether it contributes to spending.'),
  total: z.number().nullable(),
  orderDate: isoDate.nullable(),
  itemCount: z.int(),
  items: z
    .array(
      z.object({
        name: z.string().nullable(),
        quantity: z.number().nullable(),
        price: z.number().nullable(),
        category: z.string().nullable(),
      }),
    )
    .max(MAX_ITEMS)
    .describe(`The first ${MAX_ITEMS}.`),
});

/** Up to 13 reads where the customer's spending is stored; else one more an order. */
export const getCustomer = defineCallable({
  name: 'getCustomer',
  summary:
    'Tells what is known of a customer: profile, latest orders, spending, and why it is in its segment and until when.',
  role: 'staff',
  input: z.strictObject({ orgId: orgIdField, customerId: customerIdField }),
  output: z.object({
    customer: profile,
    segment: z.object({
      current: segmentField.nullable(),
      reason: z.string().nullable(),
      since: isoDate.nullable(),
      changesAt: isoDate.nullable().describe('When it changes if no order comes; null where it never does.'),
      changesTo: segmentField.nullable(),
    }),
    orders: z.array(order).max(LATEST_ORDERS).describe('The newest first.'),
    spending: spendingOutput.nullable().describe('null for customers entered by hand, who have no orders.'),
  }),
  errors: [UNKNOWN_CUSTOMER, ...SPENDING_ERRORS],
  async handle({ context, database }, { orgId, customerId }) {
    const snapshot = await database.get(customerReference(database, orgId, customerId));
    if (!snapshot.exists) throw unknownCustomer();
    const customer = parseCustomer(snapshot);
    const { email, posCustomerId } = customer;
    const [orders, spending] =
      posCustomerId === null
        ? [[], null]
        : await Promise.all([
            readLatestOrders(database, orgId, customerId, LATEST_ORDERS),
            lookUpSpending(database, orgId, { email, posCustomerId }),
          ]);
    return {
      customer: toProfile(customer),
      segment: segmentStory(customer, context.clock.now()),
      orders: orders.map(toOrder),
      spending: spending && toSpendingOutput(spending),
    };
  },
});

function toProfile(customer: StoredCustomer) {
  return {
    ...toListedCustomer(customer),
    customerSince: toIso(customer.customerSince),
    updatedAt: toIso(customer.updatedAt),
    firstOrderDate: toIso(customer.firstOrderDate),
    erasedAt: toIso(customer.erasedAt),
  };
}

/** Why the customer is in its segment, and what the rules make of the same figures when it is due to change. */
function segmentStory(customer: StoredCustomer, now: Date) {
  const { segment, segmentReason, segmentedAt, segmentDueAt } = customer;
  // One that is due already waits for refreshDueSegments, which decides by the time it is then.
  const then = segmentDueAt === null || segmentDueAt > now ? segmentDueAt : now;
  return {
    current: segment,
    reason: segmentReason,
    since: toIso(segmentedAt),
    changesAt: toIso(segmentDueAt),
    changesTo: then && calculateSegment(customer, then).segment,
  };
}

function toOrder(stored: StoredOrder) {
  return {
    ...stored,
    orderDate: toIso(stored.orderDate),
    itemCount: stored.items.length,
    items: stored.items.slice(0, MAX_ITEMS),
  };
}
