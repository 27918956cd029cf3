import fc from 'fast-check';
import { comparePosIds, parsePosId, sortableKey } from '../../../src/rules/identity/posId';
import { anyText } from '../arbitraries';

describe('parsePosId', () => {
  it.each([
    [42, '42'],
    [-7, '-7'],
    ['42', '42'],
    [' 42 ', '42'],
    ['alleaves_42', '42'],
    [' alleaves_ 42', '42'],
    ['alleaves_alleaves_42', '42'],
    ['007', '007'],
    ['42.0', '42.0'],
    ['a/b', 'a/b'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
  ])('reads %p as %p', (value, id) => {
    expect(parsePosId(value)).toBe(id);
  });

  it.each([
    0,
    -0,
    '0',
    ' 0 ',
    'alleaves_0',
    'alleaves_',
    '',
    '  ',
    null,
    undefined,
    NaN,
    Infinity,
    1.5,
    2 ** 53,
    true,
    {},
    [42],
  ])('takes %p for no id', (value) => {
    expect(parsePosId(value)).toBeUndefined();
  });

  it('changes nothing when repeated', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(' ', 'alleaves_', '0', '4', 'x')), (pieces) => {
        const id = parsePosId(pieces.join(''));
        expect(parsePosId(id)).toBe(id);
      }),
    );
  });
});

const id = fc.oneof(
  fc.bigInt({ min: 0n, max: 10n ** 25n }).map(String),
  fc.nat({ max: 1200 }).map(String),
  fc.string({ unit: fc.constantFrom('0', '1', '9'), maxLength: 4 }),
  fc.string({ unit: fc.constantFrom('9', '1'), minLength: 98, maxLength: 101 }),
  anyText,
);

describe('comparePosIds', () => {
  it('puts numbers by value before all other ids', () => {
    const sorted = ['2', '9', '10', '100', '', '007', '10a', 'a', 'b'];
    expect([...sorted].reverse().sort(comparePosIds)).toEqual(sorted);
    expect(comparePosIds('7', '007')).toBeLessThan(0);
    expect(comparePosIds('7', '7')).toBe(0);
  });

  it('compares numbers by value', () => {
    const number = fc.bigInt({ min: 0n, max: 10n ** 25n });
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(Math.sign(comparePosIds(String(a), String(b)))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });

  it('is a total order', () => {
    fc.assert(
      fc.property(id, id, id, (a, b, c) => {
        expect(Math.sign(comparePosIds(a, b))).toBe(0 - Math.sign(comparePosIds(b, a)));
        if (comparePosIds(a, b) <= 0 && comparePosIds(b, c) <= 0)
          expect(comparePosIds(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('sortableKey', () => {
  it.each([
    ['0', 'n010'],
    ['7', 'n017'],
    ['1234567890', 'n101234567890'],
    ['007', 's007'],
    ['', 's'],
    ['abc', 'sabc'],
  ])('of %p is %p', (text, key) => {
    expect(sortableKey(text)).toBe(key);
  });

  it('has the order of comparePosIds, so that different ids have different keys', () => {
    fc.assert(
      fc.property(id, id, (a, b) => {
        const [keyA, keyB] = [sortableKey(a), sortableKey(b)];
        expect(keyA < keyB ? -1 : keyA > keyB ? 1 : 0).toBe(Math.sign(comparePosIds(a, b)));
        expect(keyA === keyB).toBe(a === b);
      }),
      { numRuns: 1000 },
    );
  });
});
