import { z } from 'zod';
import { SEGMENTS } from '../../rules/customers/segment';
import { MAX_TAGS } from '../../rules/customers/staffEdits';
import { documentId } from '../call/fields/documentId';
import { textField } from '../call/fields/textField';

export const customerIdField = documentId.describe(
  "The id of the customer's document, such as `alleaves_42`.",
);

export const tagField = textField(50).min(1);

/** Tags that are answered at most: the calls allow far fewer, but somebody could have written more by hand. */
const ANSWERED_TAGS = 1000;

export const tagsOutput = z.array(z.string()).max(ANSWERED_TAGS);

export function answeredTags(tags: readonly string[]): string[] {
  return tags.slice(0, ANSWERED_TAGS);
}

export const tagEditsField = z.strictObject({
  add: z.array(tagField).max(MAX_TAGS).optional(),
  remove: z.array(tagField).max(MAX_TAGS).optional(),
});

export const notesField = z
  .string()
  .max(5000)
  .regex(/^[^\p{Cs}]*$/u)
  .trim()
  .nullable()
  .describe('null empties them.');

export const expectedNotesField = z
  .string()
  .max(1_000_000)
  .nullable()
  .optional()
  .describe(
    'The notes as you read them. If they have changed since, nothing is written. If left out, the last edit wins.',
  );

export const segmentField = z.enum(SEGMENTS);

export const UNKNOWN_CUSTOMER = { code: 'unknown_customer', when: "There's no such customer." };
export const ERASED_CUSTOMER = { code: 'erased_customer', when: 'The customer was erased by eraseCustomer.' };
export const NOTES_CHANGED = { code: 'notes_changed', when: 'The notes have changed since they were read.' };
export const TOO_MANY_TAGS = {
  code: 'too_many_tags',
  when: `The customer would have more than ${MAX_TAGS} tags.`,
};
