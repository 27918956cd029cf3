import { realEmail } from '../identity/email';
import { isPhone } from '../identity/phone';
import type { PosCustomer } from '../pos';
import { joinedName } from './names';

/** What staff enter of a customer of their own: of the fields that the POS owns elsewhere, all but the id. */
export type CustomerProfile = Omit<PosCustomer, 'posCustomerId'>;

/** Fields to change; those left out stay as they are, null empties them. */
export type ProfileEdits = { [Field in keyof CustomerProfile]?: CustomerProfile[Field] | undefined };

/** A fault in a profile: a stable code, when it is one, and a message that names the fault and the fix. */
export interface ProfileFault {
  code: string;
  when: string;
  message: string;
}

export const PROFILE_FAULTS = {
  email: {
    code: 'bad_email',
    when: 'The email is a placeholder of the POS, or not a deliverable address.',
    message: "That email address isn't deliverable. Give one like name@example.com, or null.",
  },
  phone: {
    code: 'bad_phone',
    when: "The phone isn't a phone number.",
    message: "That isn't a phone number. Give 7 to 15 digits, or null.",
  },
  birthDate: {
    code: 'bad_birth_date',
    when: 'The birthday is in the future.',
    message: 'The birthday is in the future. Correct it, or give null.',
  },
  nothing: {
    code: 'nothing_known',
    when: 'The customer would have no name, email or phone.',
    message: 'A customer needs at least a name, an email address or a phone number.',
  },
} as const satisfies Record<string, ProfileFault>;

/**
 * The profile after an edit, in the form in which it is stored: empty text is null, the address as `realEmail` has it. The
 * displayed name follows first and last name unless it was given one of its own.
 * @param now Nobody is born later.
 */
export function editProfile(
  stored: CustomerProfile,
  edits: ProfileEdits,
  now: Date,
): CustomerProfile | ProfileFault {
  const edited = { ...stored };
  for (const [field, value] of Object.entries(edits)) {
    if (value !== undefined) Object.assign(edited, { [field]: value === '' ? null : value });
  }
  const followsNames = edits.displayName === undefined && stored.displayName === joinedName(stored);
  if (followsNames || edited.displayName === null) edited.displayName = joinedName(edited);
  if (edited.email !== null && edits.email !== undefined) {
    const email = realEmail(edited.email);
    if (email === null) return PROFILE_FAULTS.email;
    edited.email = email;
  }
  if (typeof edits.phone === 'string' && edited.phone !== null && !isPhone(edited.phone))
    return PROFILE_FAULTS.phone;
  if (edited.birthDate !== null && edited.birthDate > now.toISOString().slice(0, 10))
    return PROFILE_FAULTS.birthDate;
  if (edited.displayName === null && edited.email === null && edited.phone === null)
    return PROFILE_FAULTS.nothing;
  return edited;
}

/** Whether {@link editProfile} found a fault. */
export function isFault(result: CustomerProfile | ProfileFault): result is ProfileFault {
  return 'code' in result;
}
