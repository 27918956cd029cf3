import { isYounger, reasonAgainst } from '../../../src/rules/customers/audience';
import type { ConsentStatus } from '../../../src/rules/customers/consent';

const rules = { minimumAge: 21, today: '2026-11-20', textsWithoutConsent: false };
const facts = (sms: ConsentStatus, email: ConsentStatus, birthDate: string | null = null) => ({
  birthDate,
  consent: { sms: { status: sms }, email: { status: email } },
});

describe('isYounger', () => {
  it.each([
    ['2005-11-20', 21, '2026-11-20', false],
    ['2005-11-21', 21, '2026-11-20', true],
    ['2004-02-29', 21, '2025-02-28', true],
    ['2004-02-29', 21, '2025-03-01', false],
    ['1900-01-01', 21, '2026-11-20', false],
    ['2026-11-21', 0, '2026-11-20', true],
    ['9999-12-31', 21, '2026-11-20', true],
    ['1000-01-01', 21, '2026-11-20', false],
    ['2007-02-28', 21, '2028-02-29', false],
    ['2007-03-01', 21, '2028-02-29', true],
  ])('born %s, %d years, on %s: %p', (birthDate, years, today, expected) => {
    expect(isYounger(birthDate, years, today)).toBe(expected);
  });
});

describe('reasonAgainst', () => {
  it.each([
    ['sms', 'granted', 'unknown', null],
    ['sms', 'unknown', 'granted', 'notGranted'],
    ['sms', 'denied', 'granted', 'denied'],
    ['email', 'denied', 'granted', null],
    ['email', 'denied', 'unknown', null],
    ['email', 'granted', 'denied', 'denied'],
  ] as const)('%s with sms %s and email %s: %p', (channel, sms, email, expected) => {
    expect(reasonAgainst(facts(sms, email), channel, rules)).toBe(expected);
  });

  it('lets the caller do without consent to texts, and never without respect for a refusal or for age', () => {
    const lax = { ...rules, textsWithoutConsent: true };
    expect(reasonAgainst(facts('unknown', 'unknown'), 'sms', lax)).toBeNull();
    expect(reasonAgainst(facts('denied', 'unknown'), 'sms', lax)).toBe('denied');
    for (const channel of ['sms', 'email'] as const)
      expect(reasonAgainst(facts('granted', 'granted', '2010-01-01'), channel, lax)).toBe('underAge');
  });
});
