import { z } from 'zod';
import { eraseCustomer as erase } from '../../pipeline/erasure/eraseCustomer';
import { defineCallable, orgIdField } from '../callable';
import { TENANT_ERRORS } from '../commonErrors';
import { customerIdField, UNKNOWN_CUSTOMER } from '../customers/fields';
import { isoDate } from '../isoDate';

/** Reads one document for each order of the customer and each quarantined row, and the packed index twice. */
export const eraseCustomer = defineCallable({
  name: 'eraseCustomer',
  summary:
    "Erases a customer's personal data for good, also against later syncs; ids, orders and figures stay.",
  role: 'owner',
  input: z.strictObject({ orgId: orgIdField, customerId: customerIdField }),
  output: z.object({
    erasedAt: isoDate.describe('When the customer was erased first.'),
    orders: z.int().describe('Orders from which this call removed the address.'),
    complete: z
      .boolean()
      .describe('false where there was more to do than one call has time for: call again.'),
  }),
  errors: [
    UNKNOWN_CUSTOMER,
    ...TENANT_ERRORS,
    { code: 'sync_under_way', when: 'A run of the tenant is under way, or another erasure: try again.' },
    { code: 'index_missing', when: 'The index is lost: the next sync rebuilds it.' },
  ],
  async handle({ context, database }, { orgId, customerId }) {
    const { erasedAt, ...done } = await erase(context, database, orgId, customerId);
    return { ...done, erasedAt: erasedAt.toISOString() };
  },
});
