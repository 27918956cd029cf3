import { orgIdField } from '../../call/callable';
import { definePagedCallable } from '../../call/paging/definePagedCallable';
import { BAD_SEARCH, customerConditions, readConditions } from './customerConditions';
import { CUSTOMER_MALFORMED, customerList, readCustomerList, sortFields } from './customerList';

/**
 * At most 1,000 documents are read a call, whatever the conditions; a page without a search and without both segment and tag
 * reads one more than it has (decision 0007).
 */
export const listCustomers = definePagedCallable({
  ...customerList,
  name: 'listCustomers',
  summary: 'Lists customers by segment, tag, last order and search, sorted, in pages.',
  role: 'staff',
  input: { orgId: orgIdField, ...customerConditions, ...sortFields },
  errors: [BAD_SEARCH, CUSTOMER_MALFORMED],
  async readPage(call, { orgId, sort, direction, ...input }, page) {
    return readCustomerList(call, orgId, { ...readConditions(input), sort, direction }, page);
  },
});
