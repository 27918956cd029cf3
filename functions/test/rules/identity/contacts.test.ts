import * as fc from 'fast-check';
import { withoutContacts, withoutContactsDeep } from '../../../src/rules/identity/contacts';

describe('withoutContacts', () => {
  it.each([
    'write to (ann@example.com), please',
    'ann%40example.com',
    'ann＠example.com',
    '555-123-4567',
    '+1 (555) 123 4567',
    '5551234567',
  ])('leaves contact details out of %p', (text) => {
    expect(withoutContacts(text)).toContain('(left out)');
  });

  it.each(['2027-06-30', 'expires 2027-06-30, lot 12', 'SKU A1234567B', '12.50', '3.5 g'])(
    'keeps %p',
    (text) => {
      expect(withoutContacts(text)).toBe(text);
    },
  );

  it('keeps every date of the calendar as data have it', () => {
    const date = fc.date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2100-12-31') });
    fc.assert(
      fc.property(date, (given) => {
        const day = given.toISOString().slice(0, 10);
        expect(withoutContactsDeep({ date_expire: day })).toEqual({ date_expire: day });
      }),
    );
  });
});
