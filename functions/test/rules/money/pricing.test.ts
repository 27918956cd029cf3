import { addBilled, costInDollars, FIRESTORE_PRICES } from '../../../src/rules/money/pricing';

it.each([
  [{ reads: 0, writes: 0, deletes: 0 }, 0],
  [{ reads: 1, writes: 0, deletes: 0 }, 0.0000003],
  [{ reads: 100_000, writes: 0, deletes: 0 }, 0.03],
  [{ reads: 0, writes: 100_000, deletes: 0 }, 0.09],
  [{ reads: 0, writes: 0, deletes: 100_000 }, 0.01],
  [{ reads: 3, writes: 7, deletes: 1 }, 0.0000073],
  [{ reads: 1_000_000, writes: 2_000_000, deletes: 500_000 }, 2.15],
])('%j costs $%p', (billed, dollars) => {
  expect(costInDollars(billed)).toBe(dollars);
});

it.each([
  ['us-central1', 2.15],
  ['nam5', 4.3],
  ['eur3', 4.3],
] as const)('in %s the same operations cost $%p', (location, dollars) => {
  const billed = { reads: 1_000_000, writes: 2_000_000, deletes: 500_000 };
  expect(costInDollars(billed, location)).toBe(dollars);
});

it('adds each kind of operation', () => {
  expect(addBilled({ reads: 1, writes: 2, deletes: 3 }, { reads: 10, writes: 20, deletes: 30 })).toEqual({
    reads: 11,
    writes: 22,
    deletes: 33,
  });
});

it('says where and when the prices hold', () => {
  expect(FIRESTORE_PRICES).toMatchObject({ region: 'us-central1', currency: 'USD', edition: 'standard' });
  expect(Date.parse(FIRESTORE_PRICES.date)).not.toBeNaN();
});
