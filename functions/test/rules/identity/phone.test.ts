import fc from 'fast-check';
import { isPhone, phoneDigits } from '../../../src/rules/identity/phone';

describe('phoneDigits', () => {
  it.each([
    ['(555) 010-2000', '5550102000'],
    ['+1 555.010.2000', '5550102000'],
    ['1-555-010-2000 x17', '5550102000'],
    ['555 010 2000 ext. 9', '5550102000'],
    ['555 010 2000 EXTENSION 9', '5550102000'],
    ['555-010-2000 x', '5550102000'],
    ['555-010-2000 #12', '5550102000'],
    ['555-010-2000,,12', '5550102000'],
    ['555-010-2000;ext=12', '5550102000'],
    ['555\u2011010\u20132000', '5550102000'],
    ['\u202a+1 (555) 010-2000\u202c', '5550102000'],
    ['５５５ ０１０ ２０００', '5550102000'],
    ['+49 30 1234567', '49301234567'],
    ['', ''],
  ])('of %j are %j', (text, digits) => {
    expect(phoneDigits(text)).toBe(digits);
  });
});

describe('isPhone', () => {
  it.each([
    '555 0100',
    '(+1) 555 010 2000',
    '555\u2011010\u20112000',
    '+1 (555) 010-2000',
    '555/010.2000 x12',
    ' 5550102000 ',
    '+493012345678901',
    '555-0555',
    '(555) 555-0100',
  ])('takes %j', (text) => expect(isPhone(text)).toBe(true));

  it.each([
    '',
    '555010',
    'call Ann',
    '555 010 2000 or 3000',
    '+1 555 010 2000 +1',
    '1234567890123456',
    '#5550100',
    'N/A',
    'none',
    'x',
    '0000000000',
    '555-555-5555',
    '+1 (999) 999-9999',
    '123-4567',
    '(123) 456-7890',
    '987-654-3210',
    '000-000-0001',
    '5550000000',
    '121-212-1212 x4',
    '+1 (000) 000-0000',
    `555 0100${' '.repeat(50)}`,
  ])('does not take %j', (text) => expect(isPhone(text)).toBe(false));

  it('takes whatever has 7 to 15 digits, however they are set apart', () => {
    const digits = fc
      .array(fc.integer({ min: 2, max: 9 }), { maxLength: 18 })
      .map((others) => [7, 2, 9, ...others]);
    const separator = fc.constantFrom('', ' ', '-', '.');
    fc.assert(
      fc.property(digits, separator, (number, between) => {
        expect(isPhone(number.join(between))).toBe(number.length >= 7 && number.length <= 15);
        expect(phoneDigits(number.join(between))).toBe(number.join(''));
      }),
    );
  });
});
