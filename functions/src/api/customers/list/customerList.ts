import { z } from 'zod';
import {
  CUSTOMER_SORTS,
  type CustomerQuery,
  type SortPosition,
} from '../../../rules/customers/customerQuery';
import { readCustomerPage } from './customerPages';
import type { Call } from '../../call/callable';
import { documentId } from '../../call/fields/documentId';
import { instantPosition } from '../../call/paging/instantPosition';
import type { PageRequest } from '../../call/paging/queryPage';
import { listedCustomer, toListedCustomer } from './listedCustomer';

const MAX_PAGE = 100;

export const sortPosition: z.ZodType<SortPosition> = z.object({
  value: z.union([z.null(), z.number(), z.string(), instantPosition]),
  id: documentId,
});

/** How a list of customers is sorted, in input. */
export const sortFields = {
  sort: z.enum(CUSTOMER_SORTS).default('lastOrderDate'),
  direction: z
    .enum(['asc', 'desc'])
    .default('desc')
    .describe(
      'Customers without the value come first ascending and last descending. Uppercase names sort before lowercase.',
    ),
};

/** What all lists of customers have in common. */
export const customerList = {
  limit: { largest: MAX_PAGE, usual: 25 },
  position: sortPosition,
  output: {
    customers: z.array(listedCustomer).max(MAX_PAGE),
    incomplete: z
      .boolean()
      .describe('The call reached its read limit before the page was full. Continue with `nextCursor`.'),
  },
};

/** What such a list can answer. */
export const CUSTOMER_MALFORMED = {
  code: 'customer_malformed',
  when: "In some document, the field to sort by was edited by hand and can't be read.",
};

/** A page of such a list. */
export async function readCustomerList(
  { context, database }: Call,
  orgId: string,
  query: CustomerQuery,
  page: PageRequest<SortPosition>,
) {
  const { scan } = context.settings.limits;
  const { customers, next } = await readCustomerPage(database, orgId, query, { ...page, scan });
  return {
    customers: customers.map(toListedCustomer),
    incomplete: next !== null && customers.length < page.limit,
    next,
  };
}
