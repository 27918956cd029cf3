import fc from 'fast-check';
import {
  addStatusCounts,
  MAXIMUM_STATUS_WORDS,
  OTHER_WORDS,
  unknownStatusOf,
} from '../../../src/rules/money/statusWords';

describe('unknownStatusOf', () => {
  it.each([
    ['completed', null],
    [' Voided ', null],
    [null, null],
    [undefined, null],
    ['  ', null],
    ['In Transit', 'in transit'],
    ['on_hold', 'on_hold'],
    ['Zurückgestellt', 'zurückgestellt'],
    [17, '17'],
    ['315-555-0100', OTHER_WORDS],
    ['3155550100', OTHER_WORDS],
    ['ann@example.com', OTHER_WORDS],
    ['waiting for Ann Miller', OTHER_WORDS],
    ['x'.repeat(31), OTHER_WORDS],
    [{ id: 3 }, OTHER_WORDS],
    [['new'], OTHER_WORDS],
    [true, OTHER_WORDS],
  ])('of %j is %j', (value, expected) => {
    expect(unknownStatusOf(value)).toBe(expected);
  });

  it('is short, has no digits but those of a short number, and no address', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const word = unknownStatusOf(value);
        if (word === null || word === OTHER_WORDS) return;
        expect(word).toMatch(/^(?:[^\d@]{1,30}|\d{1,4})$/);
      }),
    );
  });
});

describe('addStatusCounts', () => {
  const counts = fc.dictionary(
    fc.constantFrom(...Array.from('abcdefghijklmnopqrstuvwxyz')),
    fc.integer({ min: 1, max: 9 }),
  );
  const sum = (given: Record<string, number>) => Object.values(given).reduce((all, count) => all + count, 0);

  it('loses no count, and keeps a bounded number of words', () => {
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 6 }), (given) => {
        const all = given.reduce<Record<string, number>>((before, each) => addStatusCounts(before, each), {});
        expect(sum(all)).toBe(given.map(sum).reduce((a, b) => a + b, 0));
        expect(Object.keys(all).length).toBeLessThanOrEqual(MAXIMUM_STATUS_WORDS + 1);
      }),
    );
  });

  it('adds up equal words', () => {
    expect(addStatusCounts({ held: 2 }, { held: 3, parked: 1, constructor: 1 })).toEqual(
      Object.fromEntries([...Object.entries({ held: 5, parked: 1 }), ['constructor', 1]]),
    );
  });
});
