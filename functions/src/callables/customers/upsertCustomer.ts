import { z } from 'zod';
import { defineCallable, orgIdField } from '../callable';
import { isoDate } from '../isoDate';
import { createCustomer } from './createCustomer';
import { editCustomer, staffChanges } from './editCustomer';
import {
  customerIdField,
  ERASED_CUSTOMER,
  expectedNotesField,
  NOTES_CHANGED,
  notesField,
  tagEditsField,
  textField,
  TOO_MANY_TAGS,
  UNKNOWN_CUSTOMER,
} from './fields';
import { PROFILE_ERRORS, profileChanges } from './profileChanges';

const name = textField(200).nullable().optional();

/** One read and at most one write. */
export const upsertCustomer = defineCallable({
  name: 'upsertCustomer',
  summary:
    "Enters a customer of the shop's own, or changes one; of a customer of the POS only tags and notes.",
  role: 'manager',
  input: z.strictObject({
    orgId: orgIdField,
    customerId: customerIdField
      .optional()
      .describe('The customer to change; left out, a new one is entered.'),
    requestId: z
      .string()
      .regex(/^[\w-]{8,64}$/)
      .optional()
      .describe(
        'Chosen by the caller for a new customer, so that a call that is repeated enters nobody twice.',
      ),
    profile: z
      .strictObject({
        email: z.string().max(300).nullable().optional(),
        phone: textField(50).nullable().optional(),
        firstName: name,
        lastName: name,
        displayName: name.describe('Left out or null, it is first and last name.'),
        birthDate: z.iso.date().nullable().optional(),
        loyaltyPoints: z.number().min(0).max(1e9).nullable().optional(),
        customerSince: isoDate.nullable().optional(),
      })
      .optional()
      .describe('Fields to set, for customers entered by hand: null empties one, those left out stay.'),
    tags: tagEditsField.optional(),
    notes: notesField.optional(),
    expectedNotes: expectedNotesField,
    expectedUpdatedAt: isoDate
      .optional()
      .describe(
        '`updatedAt` as it was read: if the profile was changed since, nothing is written. Left out, the last edit wins.',
      ),
  }),
  output: z.object({
    customerId: z.string(),
    created: z.boolean(),
    changed: z.boolean().describe('false where everything was so already.'),
  }),
  errors: [UNKNOWN_CUSTOMER, ERASED_CUSTOMER, ...PROFILE_ERRORS, NOTES_CHANGED, TOO_MANY_TAGS],
  async handle({ context, database }, input) {
    const { orgId, customerId, requestId, tags, notes, expectedNotes, expectedUpdatedAt } = input;
    const profile = withDates(input.profile ?? {});
    const now = context.clock.now();
    if (customerId === undefined)
      return createCustomer(database, orgId, { requestId, profile, edits: { tags, notes }, now });
    const { changed } = await editCustomer(database, orgId, customerId, (customer) => ({
      ...profileChanges(customer, profile, now, expectedUpdatedAt),
      ...staffChanges(customer, { tags, notes }, expectedNotes),
    }));
    return { customerId, created: false, changed };
  },
});

function withDates<Fields extends { customerSince?: string | null | undefined }>(fields: Fields) {
  const { customerSince, ...others } = fields;
  if (customerSince === undefined) return others;
  return { ...others, customerSince: customerSince === null ? null : new Date(customerSince) };
}
