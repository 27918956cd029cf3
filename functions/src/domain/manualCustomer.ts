import { initialCustomerState } from './customer';
import { realEmail } from './email';
import { isPhone } from './phone';
import type { PosCustomer } from './pos';
import { applyStaffEdits, type StaffEdits } from './staffEdits';

/** What staff enter of a customer of their own: of the fields that the POS owns elsewhere, all but the id. */
export type CustomerProfile = Omit<PosCustomer, 'posCustomerId'>;

/** Fields to change; those left out stay as they are, null empties them. */
export type ProfileEdits = { [Field in keyof CustomerProfile]?: CustomerProfile[Field] | undefined };

/** A fault in a profile: a stable code, when it is one, and a message that names the fault and the mend. */
export interface ProfileFault {
  code: string;
  when: string;
  message: string;
}

export const PROFILE_FAULTS = {
  email: {
    code: 'bad_email',
    when: 'The email is a placeholder of the POS, or no address.',
    message: 'The email is none that mail reaches: give one like name@example.com, or null.',
  },
  phone: {
    code: 'bad_phone',
    when: 'The phone is no telephone number.',
    message: 'The phone is no telephone number: give 7 to 15 digits, or null.',
  },
  birthDate: {
    code: 'bad_birth_date',
    when: 'The birthday lies in the future.',
    message: 'The birthday lies in the future: correct it, or give null.',
  },
  nothing: {
    code: 'nothing_known',
    when: 'The customer would have neither name nor email nor phone.',
    message: 'Nothing would be known of the customer: give at least a name, an email or a phone.',
  },
} as const satisfies Record<string, ProfileFault>;

export const EMPTY_PROFILE: CustomerProfile = {
  email: null,
  phone: null,
  firstName: null,
  lastName: null,
  displayName: null,
  birthDate: null,
  loyaltyPoints: null,
  customerSince: null,
};

/**
 * The profile after an edit, in the form in which it is stored: empty text is null, the address trimmed and in lower case. The
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

/** The document of a new customer of the staff's own (`docs/data-model.md`): nobody has orders when entered. */
export function manualCustomer(orgId: string, profile: CustomerProfile, edits: StaffEdits, now: Date) {
  const initial = initialCustomerState(now);
  return {
    orgId,
    source: 'manual' as const,
    posCustomerId: null,
    ...profile,
    ...initial,
    ...applyStaffEdits(initial, edits),
    updatedAt: now,
  };
}

function joinedName({ firstName, lastName }: CustomerProfile): string | null {
  return [firstName, lastName].filter((name) => name !== null).join(' ') || null;
}
