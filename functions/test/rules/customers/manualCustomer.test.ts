import fc from 'fast-check';
import { EMPTY_PROFILE } from '../../../src/documents/customerContent';
import {
  type CustomerProfile,
  editProfile,
  isFault,
  type ProfileEdits,
} from '../../../src/rules/customers/manualCustomer';

const now = new Date('2026-11-20T15:00:00Z');
const ann: CustomerProfile = {
  ...EMPTY_PROFILE,
  ...{ firstName: 'Ann', lastName: 'Lee', displayName: 'Ann Lee', email: 'ann@example.com' },
};

function edit(stored: CustomerProfile, edits: ProfileEdits): CustomerProfile {
  const edited = editProfile(stored, edits, now);
  if (isFault(edited)) throw new Error(edited.code);
  return edited;
}

const profileEdits: fc.Arbitrary<ProfileEdits> = fc.record(
  {
    email: fc.constantFrom(null, ' New@Example.com ', ''),
    phone: fc.constantFrom(null, '555 010 2000'),
    firstName: fc.constantFrom(null, 'Bea', ''),
    lastName: fc.constantFrom(null, 'Fox'),
    displayName: fc.constantFrom(null, 'Bea’s Deli', ''),
    birthDate: fc.constantFrom(null, '1990-05-17', '2026-11-20'),
    loyaltyPoints: fc.constantFrom(null, 0, 12),
    customerSince: fc.constantFrom(null, now),
  },
  { requiredKeys: [] },
);

describe('editProfile', () => {
  it('sets what is given, in the form in which it is stored, and leaves the rest', () => {
    expect(edit(ann, { email: ' New@Example.com ', phone: '', loyaltyPoints: 0 })).toEqual({
      ...ann,
      email: 'new@example.com',
      loyaltyPoints: 0,
    });
  });

  it('lets the displayed name follow first and last name, unless it has one of its own', () => {
    expect(edit(ann, { lastName: 'Fox' }).displayName).toBe('Ann Fox');
    expect(edit(ann, { lastName: null }).displayName).toBe('Ann');
    const named = edit(ann, { displayName: 'Ann’s Deli' });
    expect(edit(named, { lastName: 'Fox' }).displayName).toBe('Ann’s Deli');
    expect(edit(named, { displayName: null }).displayName).toBe('Ann Lee');
    expect(edit(named, { displayName: '', firstName: null, lastName: null }).displayName).toBeNull();
  });

  it.each([
    ['bad_email', { email: 'no-email@alleaves.local' }],
    ['bad_email', { email: 'ann' }],
    ['bad_phone', { phone: 'none' }],
    ['bad_birth_date', { birthDate: '2026-11-21' }],
    ['nothing_known', { email: null, firstName: null, lastName: null }],
  ] as const)('finds %s', (code, edits) => {
    expect(editProfile(ann, edits, now)).toMatchObject({ code });
  });

  it('does not judge what it leaves: a number that the shop wrote by hand can stay', () => {
    const odd = { ...ann, phone: 'ask Ann' };
    expect(edit(odd, { lastName: 'Fox' })).toMatchObject({ phone: 'ask Ann', lastName: 'Fox' });
  });

  it('changes nothing when it is repeated, and never stores empty text', () => {
    fc.assert(
      fc.property(profileEdits, (edits) => {
        const once = editProfile(ann, edits, now);
        fc.pre(!isFault(once));
        expect(edit(once, edits)).toEqual(once);
        expect(Object.values(once)).not.toContain('');
        expect(Object.keys(once).sort()).toEqual(Object.keys(EMPTY_PROFILE).sort());
        for (const [field, value] of Object.entries(ann))
          if (!(field in edits) && field !== 'displayName') expect(once).toHaveProperty(field, value);
      }),
    );
  });
});
