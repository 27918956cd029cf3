import { orgIdField } from '../call/callable';
import {
  CUSTOMER_MALFORMED,
  customerList,
  readCustomerList,
  sortFields,
} from '../customers/list/customerList';
import { segmentField } from '../customers/fields';
import { definePagedCallable } from '../call/paging/definePagedCallable';

/** Reads one document more than the page has. */
export const listSegmentCustomers = definePagedCallable({
  ...customerList,
  name: 'listSegmentCustomers',
  summary: 'Lists the customers of a segment, sorted, in pages.',
  role: 'staff',
  input: { orgId: orgIdField, segment: segmentField, ...sortFields },
  errors: [CUSTOMER_MALFORMED],
  readPage: (call, { orgId, segment, sort, direction }, page) =>
    readCustomerList(call, orgId, { segment, sort, direction }, page),
});
