import fc from 'fast-check';
import { marginBeforeTax, shownPrice } from '../../../src/rules/menu/prices';

const cents = fc.option(fc.integer({ min: 1, max: 100_000 }));

describe('shownPrice', () => {
  it.each([
    [1000, 1130, false, 1000, false],
    [1000, 1130, true, 1130, true],
    [null, 1130, false, 1130, true],
    [1000, null, true, 1000, false],
  ])('of %p before and %p with tax, flag %p, is %p', (retailCents, otdCents, usesOtd, shown, includesTax) => {
    expect(shownPrice({ retailCents, otdCents, usesOtd })).toEqual({ cents: shown, includesTax });
  });

  it('is there exactly if either is, and says truly whether it is with tax', () => {
    fc.assert(
      fc.property(cents, cents, fc.boolean(), (retailCents, otdCents, usesOtd) => {
        const shown = shownPrice({ retailCents, otdCents, usesOtd });
        expect(shown === null).toBe(retailCents === null && otdCents === null);
        if (shown !== null) expect(shown.cents).toBe(shown.includesTax ? otdCents : retailCents);
      }),
    );
  });
});

describe('marginBeforeTax', () => {
  it.each([
    [10, 5, 0.5],
    [1000, 333, 0.667],
    [10, 12, -0.2],
    [10, 0, 1],
    [0, 5, null],
    [null, 5, null],
    [10, null, null],
  ])('of a price of %p and a cost of %p is %p', (price, cost, margin) => {
    expect(marginBeforeTax(price, cost)).toBe(margin);
  });
});
