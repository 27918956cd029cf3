import { z } from 'zod';
import { customerReference, parseCustomer } from '../../../documents/customer';
import { defineCallable, orgIdField } from '../../call/callable';
import { RequestError } from '../../call/errors/requestError';
import { unknownCustomer } from './editCustomer';
import { customerIdField, UNKNOWN_CUSTOMER } from '../fields';

/** One read and at most one delete. */
export const deleteCustomer = defineCallable({
  name: 'deleteCustomer',
  summary: 'Deletes a customer who was entered by hand.',
  role: 'manager',
  // The one that upsertCustomer's example creates.
  input: z
    .strictObject({ orgId: orgIdField, customerId: customerIdField })
    .meta({ examples: [{ orgId: 'org1', customerId: '9c86f3537bbe9559919d' }] }),
  output: z.object({ deleted: z.literal(true) }),
  errors: [UNKNOWN_CUSTOMER, { code: 'pos_customer', when: 'The customer comes from the POS.' }],
  async handle({ database }, { orgId, customerId }) {
    const reference = customerReference(database, orgId, customerId);
    await database.transaction(async (transaction) => {
      const snapshot = await transaction.get(reference);
      if (!snapshot.exists) throw unknownCustomer();
      if (parseCustomer(snapshot).source !== 'manual')
        throw new RequestError(
          'failed-precondition',
          'pos_customer',
          'A customer from the POS would come back with the next full sync. To remove their personal data, erase them instead.',
        );
      transaction.delete(reference);
    });
    return { deleted: true as const };
  },
});
