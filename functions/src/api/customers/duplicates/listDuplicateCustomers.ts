import { z } from 'zod';
import { SHARED } from '../../../rules/customers/duplicates';
import { customerDocument } from '../../../documents/customer';
import { pick } from '../../../documents/definition/pick';
import { orgIdField } from '../../call/callable';
import { answered, toAnswer } from '../../call/fields/answered';
import { definePagedCallable } from '../../call/paging/definePagedCallable';
import { readDuplicates } from './readDuplicates';

const MAX_PAGE = 200;
const MAX_CUSTOMERS = 20;

const SHOWN = [
  ...(['source', 'displayName', 'firstName', 'lastName', 'email', 'phone'] as const),
  ...(['orderCount', 'totalSpent', 'lastOrderDate'] as const),
];

/** A read for each customer with an email address, and one for each with a phone number: 10,000 of each at most. */
export const listDuplicateCustomers = definePagedCallable({
  name: 'listDuplicateCustomers',
  summary:
    'Lists customers who are likely the same person, because they share an email address or a phone number, in pages. Nothing is merged.',
  role: 'manager',
  input: { orgId: orgIdField },
  limit: { largest: MAX_PAGE, usual: 50, what: 'Groups in this page.' },
  position: z.int().min(1).max(1_000_000),
  output: {
    groups: z
      .array(
        z.object({
          shared: z.enum(SHARED).describe('What they have in common.'),
          customerCount: z.int().min(2),
          customers: z
            .array(
              z.object({
                customerId: z.string(),
                ...answered(pick(customerDocument.tolerant.shape, SHOWN)),
              }),
            )
            .max(MAX_CUSTOMERS)
            .describe(`The first ${MAX_CUSTOMERS}.`),
        }),
      )
      .max(MAX_PAGE),
    groupCount: z.int().min(0).describe('On all pages.'),
    complete: z
      .boolean()
      .describe('false if the shop has more customers with an email or phone than are looked at.'),
  },
  async readPage({ context, database }, { orgId }, { after, limit }) {
    const { groups, complete } = await readDuplicates(database, orgId, context.settings.limits.duplicates);
    const start = after ?? 0;
    const end = start + limit;
    return {
      groups: groups.slice(start, end).map(({ shared, customers }) => ({
        shared,
        customerCount: customers.length,
        customers: customers.slice(0, MAX_CUSTOMERS).map(toAnswer),
      })),
      groupCount: groups.length,
      complete,
      next: end < groups.length ? end : null,
    };
  },
});
