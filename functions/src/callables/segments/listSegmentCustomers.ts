import { z } from 'zod';
import { defineCallable, orgIdField } from '../callable';
import {
  CUSTOMER_MALFORMED,
  customerListOutput,
  listCustomerPage,
  listFields,
} from '../customers/customerList';
import { segmentField } from '../customers/fields';
import { BAD_CURSOR } from '../pageCursor';

/** Reads one document more than the page has. */
export const listSegmentCustomers = defineCallable({
  name: 'listSegmentCustomers',
  summary: 'Lists the customers of a segment, sorted, in pages.',
  role: 'staff',
  input: z.strictObject({ orgId: orgIdField, segment: segmentField, ...listFields }),
  output: customerListOutput,
  errors: [BAD_CURSOR, CUSTOMER_MALFORMED],
  async handle(call, input) {
    const { segment, sort, direction } = input;
    return listCustomerPage(call, 'listSegmentCustomers', input, { segment, sort, direction });
  },
});
