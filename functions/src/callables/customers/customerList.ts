import { z } from 'zod';
import { CUSTOMER_SORTS, type CustomerQuery, type SortPosition } from '../../domain/customerQuery';
import { readCustomerPage } from '../../firestore/customerPages';
import type { Call } from '../callable';
import { cursorField, nextCursorField, PageCursors } from '../pageCursor';
import { documentId, instantPosition } from '../positions';
import { listedCustomer, toListedCustomer } from './listedCustomer';

const MAX_PAGE = 100;

const position: z.ZodType<SortPosition> = z.object({
  value: z.union([z.null(), z.number(), z.string(), instantPosition]),
  id: documentId,
});

/** How a list of customers is sorted and paged, in input. */
export const listFields = {
  sort: z.enum(CUSTOMER_SORTS).default('lastOrderDate'),
  direction: z
    .enum(['asc', 'desc'])
    .default('desc')
    .describe(
      'Customers without the value come first ascending, last descending; names in capitals before small letters.',
    ),
  limit: z.int().min(1).max(MAX_PAGE).default(25),
  cursor: cursorField,
};

export const customerListOutput = z.object({
  customers: z.array(listedCustomer).max(MAX_PAGE),
  nextCursor: nextCursorField,
  incomplete: z
    .boolean()
    .describe(
      'The call looked at as many customers as one may before the page was full: go on with `nextCursor`.',
    ),
});

/** What such a list can answer. */
export const CUSTOMER_MALFORMED = {
  code: 'customer_malformed',
  when: 'The field that is sorted by was damaged by hand in some document.',
};

/** One page of a query: `input` is what was asked, and `query` what it means. */
export async function listCustomerPage(
  { database }: Call,
  name: string,
  input: { orgId: string; limit: number; cursor?: string | undefined },
  query: CustomerQuery,
): Promise<z.output<typeof customerListOutput>> {
  const { orgId, limit } = input;
  const cursors = new PageCursors(name, input, position);
  const { customers, next } = await readCustomerPage(database, orgId, query, {
    limit,
    after: cursors.read(input.cursor),
  });
  return {
    customers: customers.map(toListedCustomer),
    nextCursor: cursors.write(next),
    incomplete: next !== null && customers.length < limit,
  };
}
