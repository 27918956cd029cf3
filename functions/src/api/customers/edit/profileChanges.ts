import { isDeepStrictEqual } from 'node:util';
import {
  type CustomerProfile,
  editProfile,
  isFault,
  PROFILE_FAULTS,
  type ProfileEdits,
} from '../../../rules/customers/manualCustomer';
import type { StoredCustomer } from '../../../documents/customer';
import type { DocumentedError } from '../../call/callable';
import { RequestError } from '../../call/errors/requestError';

/**
 * Those fields of a customer's profile that an edit changes, with `updatedAt`; none if all is so already.
 * @param expectedUpdatedAt As the editor knew it; undefined if any will do.
 * @throws RequestError `pos_customer`, `customer_changed`, or for a fault of the profile.
 */
export function profileChanges(
  customer: StoredCustomer,
  edits: ProfileEdits,
  now: Date,
  expectedUpdatedAt: string | undefined,
): Record<string, unknown> {
  if (Object.keys(edits).length === 0) return {};
  if (customer.source !== 'manual')
    throw new RequestError(
      'failed-precondition',
      'pos_customer',
      "This customer's profile comes from the POS. Change it there; here you can edit tags and notes.",
    );
  const before: Record<string, unknown> = { ...customer };
  const after = Object.entries(checkedProfile(customer, edits, now));
  const changes = after.filter(([field, value]) => !isDeepStrictEqual(value, before[field]));
  if (changes.length === 0) return {};
  const { updatedAt } = customer;
  if (expectedUpdatedAt !== undefined && updatedAt?.getTime() !== Date.parse(expectedUpdatedAt))
    throw new RequestError(
      'aborted',
      'customer_changed',
      'Someone else changed the customer in the meantime. Reload the customer and make your change again.',
    );
  // Later than before even if two edits fall into one millisecond: the date tells versions apart.
  const later = Math.max(now.getTime(), (updatedAt?.getTime() ?? 0) + 1);
  return { ...Object.fromEntries(changes), updatedAt: new Date(later) };
}

/** A profile after an edit. @throws RequestError for its faults, see {@link PROFILE_ERRORS}. */
export function checkedProfile(stored: CustomerProfile, edits: ProfileEdits, now: Date): CustomerProfile {
  const edited = editProfile(stored, edits, now);
  if (isFault(edited)) throw new RequestError('invalid-argument', edited.code, edited.message);
  return edited;
}

/** What {@link profileChanges} can throw. */
export const PROFILE_ERRORS: readonly DocumentedError[] = [
  { code: 'pos_customer', when: 'A profile was given for a customer from the POS.' },
  { code: 'customer_changed', when: 'The profile was changed since `expectedUpdatedAt`.' },
  ...Object.values(PROFILE_FAULTS).map(({ code, when }) => ({ code, when })),
];
