import { z } from 'zod';
import { MAX_NAME_LENGTH } from '../../../rules/customers/names';
import { MAX_PHONE_LENGTH } from '../../../rules/identity/phone';
import { defineCallable, orgIdField } from '../../call/callable';
import { isoDate } from '../../call/fields/isoDate';
import { textField } from '../../call/fields/textField';
import { createCustomer } from './createCustomer';
import { editCustomer, staffChanges } from './editCustomer';
import {
  customerIdField,
  ERASED_CUSTOMER,
  expectedNotesField,
  NOTES_CHANGED,
  notesField,
  tagEditsField,
  TOO_MANY_TAGS,
  UNKNOWN_CUSTOMER,
} from '../fields';
import { PROFILE_ERRORS, profileChanges } from './profileChanges';

const name = textField(MAX_NAME_LENGTH).nullable().optional();

/** One read and at most one write. */
export const upsertCustomer = defineCallable({
  name: 'upsertCustomer',
  summary:
    'Creates a customer by hand, or changes one. For customers from the POS, changes only tags and notes.',
  role: 'manager',
  input: z
    .strictObject({
      orgId: orgIdField,
      customerId: customerIdField.optional().describe('The customer to change. Leave it out to create one.'),
      requestId: z
        .string()
        .regex(/^[\w-]{8,64}$/)
        .optional()
        .describe(
          "Chosen by the caller for a new customer, so that a repeated call doesn't create a second one.",
        ),
      profile: z
        .strictObject({
          email: z.string().max(300).nullable().optional(),
          phone: textField(MAX_PHONE_LENGTH).nullable().optional(),
          firstName: name,
          lastName: name,
          displayName: name.describe('If left out or null, first and last name.'),
          birthDate: z.iso.date().nullable().optional(),
          loyaltyPoints: z.number().min(0).max(1e9).nullable().optional(),
          customerSince: isoDate.nullable().optional(),
        })
        .optional()
        .describe(
          'Fields to set, for customers entered by hand. null empties a field; fields left out stay as they are.',
        ),
      tags: tagEditsField.optional(),
      notes: notesField.optional(),
      expectedNotes: expectedNotesField,
      expectedUpdatedAt: isoDate
        .optional()
        .describe(
          '`updatedAt` as you read it. If the profile has changed since, nothing is written. If left out, the last edit wins.',
        ),
    })
    .meta({
      examples: [
        {
          orgId: 'org1',
          requestId: 'front-desk-1',
          profile: { firstName: 'Jane', lastName: 'Doe', phone: '(555) 010-4711' },
        },
      ],
    }),
  output: z.object({
    customerId: z.string(),
    created: z.boolean(),
    changed: z.boolean().describe('false if nothing had to change.'),
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
