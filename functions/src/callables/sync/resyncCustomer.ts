import { z } from 'zod';
import { posIdOf } from '../../domain/documentId';
import { customerReference } from '../../firestore/customers';
import { readTenant } from '../../firestore/tenants';
import { requestRun } from '../../pipeline/requestRun';
import { defineCallable, orgIdField } from '../callable';
import { unknownCustomer } from '../customers/editCustomer';
import { customerIdField, UNKNOWN_CUSTOMER } from '../customers/fields';
import { RequestError } from '../requestError';
import { RUN_REQUEST_ERRORS, runRequestOutput } from './runRequest';

/** Three reads, and one message. */
export const resyncCustomer = defineCallable({
  name: 'resyncCustomer',
  summary:
    'Reads one customer with their recent orders from the POS again, and repairs their documents, spending and segment.',
  role: 'manager',
  input: z.strictObject({ orgId: orgIdField, customerId: customerIdField }),
  output: runRequestOutput,
  errors: [
    ...RUN_REQUEST_ERRORS,
    UNKNOWN_CUSTOMER,
    { code: 'manual_customer', when: 'The customer was entered by hand: the POS knows nothing of them.' },
  ],
  async handle({ context, database }, { orgId, customerId }) {
    const tenant = await readTenant(database, orgId);
    const snapshot = await database.get(customerReference(database, orgId, customerId));
    if (!snapshot.exists) throw unknownCustomer();
    const posCustomerId = posIdOf(customerId);
    if (posCustomerId === undefined)
      throw new RequestError(
        'failed-precondition',
        'manual_customer',
        'The customer was entered by hand, and the POS knows nothing of them: edit them with upsertCustomer.',
      );
    const scope = { kind: 'customer' as const, posCustomerId };
    return requestRun(context, database, tenant, { trigger: 'manual', scope });
  },
});
