import { z } from 'zod';
import { defineCallable, orgIdField } from '../../call/callable';
import { editCustomer, staffChanges } from './editCustomer';
import {
  customerIdField,
  ERASED_CUSTOMER,
  expectedNotesField,
  NOTES_CHANGED,
  notesField,
  UNKNOWN_CUSTOMER,
} from '../fields';

/** One read and at most one write. */
export const setCustomerNotes = defineCallable({
  name: 'setCustomerNotes',
  summary:
    "Replaces a customer's notes. With `expectedNotes`, only if they haven't changed since you read them.",
  role: 'staff',
  input: z.strictObject({
    orgId: orgIdField,
    customerId: customerIdField,
    notes: notesField,
    expectedNotes: expectedNotesField,
  }),
  output: z.object({ changed: z.boolean().describe('false if they already said this.') }),
  errors: [UNKNOWN_CUSTOMER, ERASED_CUSTOMER, NOTES_CHANGED],
  async handle({ database }, { orgId, customerId, notes, expectedNotes }) {
    const { changed } = await editCustomer(database, orgId, customerId, (customer) =>
      staffChanges(customer, { notes }, expectedNotes),
    );
    return { changed };
  },
});
