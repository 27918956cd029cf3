import fc from 'fast-check';
import { isPhone, phoneDigits } from '../../src/domain/phone';

describe('phoneDigits', () => {
  it.each([
    ['(555) 010-2000', '5550102000'],
    ['+1 555.010.2000', '5550102000'],
    ['1-555-010-2000 x17', '5550102000'],
    ['555 010 2000 ext. 9', '5550102000'],
    ['+49 30 1234567', '49301234567'],
    ['', ''],
  ])('of %j are %j', (text, digits) => {
    expect(phoneDigits(text)).toBe(digits);
  });
});

describe('isPhone', () => {
  it.each(['555 0100', '+1 (555) 010-2000', '555/010.2000 x12', ' 5550102000 ', '+493012345678901'])(
    'takes %j',
    (text) => expect(isPhone(text)).toBe(true),
  );

  it.each([
    '',
    '555010',
    'call Ann',
    '555 010 2000 or 3000',
    '+1 555 010 2000 +1',
    '1234567890123456',
    '#5550100',
  ])('does not take %j', (text) => expect(isPhone(text)).toBe(false));

  it('takes whatever has 7 to 15 digits, however they are set apart', () => {
    const digits = fc.array(fc.integer({ min: 2, max: 9 }), { minLength: 1, maxLength: 20 });
    const separator = fc.constantFrom('', ' ', '-', '.');
    fc.assert(
      fc.property(digits, separator, (number, between) => {
        expect(isPhone(number.join(between))).toBe(number.length >= 7 && number.length <= 15);
        expect(phoneDigits(number.join(between))).toBe(number.join(''));
      }),
    );
  });
});
