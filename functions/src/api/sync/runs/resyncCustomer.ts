import { z } from 'zod';
import { posIdOf } from '../../../rules/identity/documentId';
import { customerReference } from '../../../documents/customer';
import { readTenant } from '../../../documents/tenant';
import { requestRun } from '../../../sync/start/requestRun';
import { defineCallable, orgIdField } from '../../call/callable';
import { unknownCustomer } from '../../customers/edit/editCustomer';
import { customerIdField, UNKNOWN_CUSTOMER } from '../../customers/fields';
import { RequestError } from '../../call/errors/requestError';
import { RUN_REQUEST_ERRORS, runRequestOutput } from './runRequest';

/** Three reads, and one message. */
export const resyncCustomer = defineCallable({
  name: 'resyncCustomer',
  summary:
    'Reads one customer and their recent orders from the POS again, and repairs their documents, spending and segment.',
  role: 'manager',
  input: z.strictObject({ orgId: orgIdField, customerId: customerIdField }),
  output: runRequestOutput,
  errors: [
    ...RUN_REQUEST_ERRORS,
    UNKNOWN_CUSTOMER,
    { code: 'manual_customer', when: "The customer was entered by hand and isn't at the POS." },
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
        "This customer was entered by hand and isn't at the POS. Edit them directly.",
      );
    const scope = { kind: 'customer' as const, posCustomerId };
    return requestRun(context, database, tenant, { trigger: 'manual', scope });
  },
});
