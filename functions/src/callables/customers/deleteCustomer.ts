import { z } from 'zod';
import { customerReference, parseCustomer } from '../../firestore/customers';
import { defineCallable, orgIdField } from '../callable';
import { RequestError } from '../requestError';
import { unknownCustomer } from './editCustomer';
import { customerIdField, UNKNOWN_CUSTOMER } from './fields';

/** One read and at most one delete. */
export const deleteCustomer = defineCallable({
  name: 'deleteCustomer',
  summary: 'Deletes a customer that was entered by hand.',
  role: 'manager',
  input: z.strictObject({ orgId: orgIdField, customerId: customerIdField }),
  output: z.object({ deleted: z.literal(true) }),
  errors: [UNKNOWN_CUSTOMER, { code: 'pos_customer', when: 'The customer is one of the POS.' }],
  async handle({ database }, { orgId, customerId }) {
    const reference = customerReference(database, orgId, customerId);
    await database.transaction(async (transaction) => {
      const snapshot = await transaction.get(reference);
      if (!snapshot.exists) throw unknownCustomer();
      if (parseCustomer(snapshot).source !== 'manual')
        throw new RequestError(
          'failed-precondition',
          'pos_customer',
          'A customer of the POS would come back with a full sync: to remove what is known of somebody, use eraseCustomer.',
        );
      transaction.delete(reference);
    });
    return { deleted: true as const };
  },
});
