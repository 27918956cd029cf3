import { z } from 'zod';
import { eraseCustomer as erase } from '../../upkeep/erasure/eraseCustomer';
import { defineCallable, orgIdField } from '../call/callable';
import { TENANT_ERRORS } from '../call/errors/commonErrors';
import { customerIdField, UNKNOWN_CUSTOMER } from './fields';
import { isoDate } from '../call/fields/isoDate';

/** Reads one document for each order of the customer and each quarantined row, and the packed index twice. */
export const eraseCustomer = defineCallable({
  name: 'eraseCustomer',
  summary:
    "Erases a customer's personal data permanently; later syncs don't bring it back. Ids, orders and totals stay.",
  role: 'owner',
  checksSession: true,
  input: z.strictObject({ orgId: orgIdField, customerId: customerIdField }),
  output: z.object({
    erasedAt: isoDate.describe('When the customer was erased first.'),
    orders: z.int().describe('Orders that this call removed the email address from.'),
    complete: z.boolean().describe("false if there's more to do than fits in one call. Call again."),
  }),
  errors: [
    UNKNOWN_CUSTOMER,
    ...TENANT_ERRORS,
    { code: 'sync_under_way', when: 'A sync of the tenant or another erasure is in progress. Try again.' },
    { code: 'index_missing', when: 'The index is missing. The next sync rebuilds it.' },
  ],
  async handle({ context, database }, { orgId, customerId }) {
    const { erasedAt, ...done } = await erase(context, database, orgId, customerId);
    return { ...done, erasedAt: erasedAt.toISOString() };
  },
});
