import fc from 'fast-check';
import { averageCents, centsToDollars, dollarsOrNull, parseMoney } from '../../../src/rules/money/money';

describe('parseMoney', () => {
  it.each([
    [12, 1200],
    [12.5, 1250],
    [-3.2, -320],
    [1.005, 101],
    [-1.005, -101],
    [1.0049999, 100],
    [0.1 + 0.2, 30],
    [1e-7, 0],
    [-1e-7, 0],
    [0, 0],
    [-0, 0],
    ['12.5', 1250],
    ['$12', 1200],
    ['1,234.50', 123450],
    ['$1,234,567.899', 123456790],
    [' -$5.00 ', -500],
    ['$-5.00', -500],
    ['($5.00)', -500],
    ['\u221240.00', -4000],
    ['\u2013$40', -4000],
    ['$\uff0d40', -4000],
    ['\u200e-40\u200b', -4000],
    ['\u00a0$12', 1200],
    ['( 5 )', -500],
    ['.5', 50],
    ['007', 700],
    ['1.004999999999', 100],
    ['-0', 0],
    ['-0.001', 0],
    ['90071992547409.91', Number.MAX_SAFE_INTEGER],
  ])('reads %p as %p cents', (value, cents) => {
    expect(parseMoney(value)).toBe(cents);
  });

  it.each([
    NaN,
    Infinity,
    -Infinity,
    1e21,
    1e15,
    '',
    ' ',
    'abc',
    '$',
    '.',
    '5.',
    '-',
    '1,2,3',
    '1,23',
    '12,345,6',
    ',123',
    '1e3',
    '0x10',
    '+5',
    '--5',
    '-$-5',
    '(-5)',
    '(5',
    '5)',
    '()',
    '5-',
    '5 5',
    '€5',
    '\u00bd',
    '5\u2212',
    'Infinity',
    'NaN',
    '90071992547409.92',
    null,
    undefined,
    true,
    {},
    [],
    [12],
    12n,
  ])('refuses %p', (value) => {
    expect(parseMoney(value)).toBeUndefined();
  });

  it('reads back every amount of cents, as a number and as text', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e13, max: 1e13 }), (cents) => {
        expect(parseMoney(centsToDollars(cents))).toBe(cents);
        expect(parseMoney(centsToDollars(cents).toFixed(2))).toBe(cents);
        expect(
          parseMoney(centsToDollars(cents).toLocaleString('en-US', { style: 'currency', currency: 'USD' })),
        ).toBe(cents);
      }),
    );
  });

  it('rounds half away from zero on the decimal digits', () => {
    const digits = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
    fc.assert(
      fc.property(digits, (tenThousandths) => {
        const size = tenThousandths < 0n ? -tenThousandths : tenThousandths;
        const text = `${tenThousandths < 0n ? '-' : ''}${size / 10_000n}.${String(size % 10_000n).padStart(4, '0')}`;
        const expected = Number((size + 50n) / 100n);
        expect(parseMoney(text)).toBe(tenThousandths < 0n && expected !== 0 ? -expected : expected);
      }),
    );
  });

  it('gives a safe integer or nothing for any text', () => {
    const moneyLike = fc.stringMatching(/^[0-9.,$() e-]{0,12}$/);
    fc.assert(
      fc.property(moneyLike, (text) => {
        const cents = parseMoney(text);
        expect(cents === undefined || Number.isSafeInteger(cents)).toBe(true);
        expect(Object.is(cents, -0)).toBe(false);
      }),
    );
  });
});

describe('centsToDollars', () => {
  it.each([
    [0, 0],
    [-0, 0],
    [1, 0.01],
    [-123450, -1234.5],
    [30, 0.3],
  ])('%p cents are %p dollars', (cents, dollars) => {
    expect(centsToDollars(cents)).toBe(dollars);
  });

  it('leaves null as it is on request', () => {
    expect(dollarsOrNull(null)).toBeNull();
    expect(dollarsOrNull(0)).toBe(0);
    expect(dollarsOrNull(1999)).toBe(19.99);
  });
});

describe('averageCents', () => {
  it.each([
    [100, 3, 33],
    [101, 2, 51],
    [-101, 2, -51],
    [-1, 3, 0],
    [0, 5, 0],
    [500, 0, 0],
  ])('%p over %p is %p', (cents, count, average) => {
    expect(averageCents(cents, count)).toBe(average);
  });
});
