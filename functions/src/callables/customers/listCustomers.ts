import { z } from 'zod';
import { type CustomerSearch, parseCustomerSearch } from '../../domain/customerSearch';
import { defineCallable, orgIdField } from '../callable';
import { isoDate } from '../isoDate';
import { BAD_CURSOR } from '../pageCursor';
import { RequestError } from '../requestError';
import { CUSTOMER_MALFORMED, customerListOutput, listCustomerPage, listFields } from './customerList';
import { segmentField, tagField, textField } from './fields';

/**
 * At most 1,000 documents are read a call, whatever the conditions; a page without a search and without both segment and tag
 * reads one more than it has (decision 0007).
 */
export const listCustomers = defineCallable({
  name: 'listCustomers',
  summary: 'Lists customers by segment, tag, last order and search, sorted, in pages.',
  role: 'staff',
  input: z.strictObject({
    orgId: orgIdField,
    segment: segmentField.optional(),
    tag: tagField.optional(),
    search: textField(200)
      .optional()
      .describe(
        'The beginning of an address (with its `@`), three digits or more of a telephone number, or beginnings of words of a name.',
      ),
    lastOrderFrom: isoDate.optional().describe('Customers whose last order is not before this.'),
    lastOrderTo: isoDate.optional().describe('Customers whose last order is not after this.'),
    ...listFields,
  }),
  output: customerListOutput,
  errors: [
    BAD_CURSOR,
    { code: 'bad_search', when: 'The search has neither letters nor digits.' },
    CUSTOMER_MALFORMED,
  ],
  async handle(call, input) {
    const { segment, tag, sort, direction, lastOrderFrom, lastOrderTo } = input;
    return listCustomerPage(call, 'listCustomers', input, {
      ...{ segment, tag, sort, direction },
      search: readSearch(input.search),
      lastOrderFrom: toDate(lastOrderFrom),
      lastOrderTo: toDate(lastOrderTo),
    });
  },
});

function toDate(iso: string | undefined): Date | undefined {
  return iso === undefined ? undefined : new Date(iso);
}

/** Empty text, as a search box sends it, is no search. */
function readSearch(text: string | undefined): CustomerSearch | undefined {
  if (text === undefined || text === '') return undefined;
  const search = parseCustomerSearch(text);
  if (search !== undefined) return search;
  throw new RequestError(
    'invalid-argument',
    'bad_search',
    'Nothing can be found by this search: give letters or digits, such as the beginning of a name.',
  );
}
