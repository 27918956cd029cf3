import { isDeepStrictEqual } from 'node:util';
import {
  applyStaffEdits,
  MAX_TAGS,
  type StaffEdits,
  type StaffFields,
} from '../../../rules/customers/staffEdits';
import { customerReference, parseCustomer, type StoredCustomer } from '../../../documents/customer';
import type { Database } from '../../../platform/firestore/database';
import { RequestError } from '../../call/errors/requestError';

/**
 * Reads a customer in a transaction and writes the fields that `edit` returns, unless there are none: edits made at the same time
 * follow one another, and a sync, which writes other fields, is never in their way. One read and at most one write, once more
 * for each time that somebody else was faster.
 * @throws RequestError `unknown_customer`, `erased_customer`, and what `edit` throws.
 */
export async function editCustomer(
  database: Database,
  orgId: string,
  customerId: string,
  edit: (customer: StoredCustomer) => Record<string, unknown>,
): Promise<{ changed: boolean; customer: StoredCustomer }> {
  const reference = customerReference(database, orgId, customerId);
  return database.transaction(async (transaction) => {
    const snapshot = await transaction.get(reference);
    if (!snapshot.exists) throw unknownCustomer();
    const customer = parseCustomer(snapshot);
    if (customer.erasedAt !== null) throw erasedCustomer();
    const changes = edit(customer);
    const changed = Object.keys(changes).length > 0;
    if (changed) transaction.update(reference, changes);
    return { changed, customer };
  });
}

/**
 * Those of the staff's fields that an edit changes.
 * @param expectedNotes The notes as the editor knew them; undefined if any will do.
 * @throws RequestError `notes_changed`, `too_many_tags`.
 */
export function staffChanges(
  stored: StaffFields,
  edits: StaffEdits,
  expectedNotes?: string | null,
): Partial<ReturnType<typeof applyStaffEdits>> {
  const { tags, notes } = applyStaffEdits(stored, edits);
  if (tags.length > MAX_TAGS && tags.length > stored.tags.length)
    throw new RequestError(
      'failed-precondition',
      'too_many_tags',
      `A customer has at most ${MAX_TAGS} tags. Remove some before adding others.`,
    );
  // An edit that has taken effect already, because the call was repeated, is no conflict.
  if (notes !== stored.notes && expectedNotes !== undefined && expectedNotes !== stored.notes)
    throw new RequestError(
      'aborted',
      'notes_changed',
      'Someone else changed the notes in the meantime. Reload the customer and make your change again.',
    );
  return {
    ...(!isDeepStrictEqual(tags, stored.tags) && { tags }),
    ...(notes !== stored.notes && { notes }),
  };
}

export function unknownCustomer(): RequestError {
  return new RequestError(
    'not-found',
    'unknown_customer',
    "There's no such customer. Pick one from the list of customers.",
  );
}

function erasedCustomer(): RequestError {
  return new RequestError(
    'failed-precondition',
    'erased_customer',
    "This customer's personal data was erased at their request. Nothing can be added.",
  );
}
