import fc from 'fast-check';
import { combineBatches, combineInventory } from '../../../src/rules/menu/product';
import { posBatch as batch } from './posBatch';

describe('combineBatches', () => {
  const onSale = batch({
    posBatchId: '2',
    available: 3,
    retailCents: 3500,
    otdCents: 3955,
    name: 'Blue Dream',
    expiresOn: '2027-05-01',
  });
  const soldOut = batch({
    posBatchId: '1',
    retailCents: 9900,
    otdCents: 11_187,
    usesOtd: true,
    name: 'Old name',
    brand: 'Acme',
    expiresOn: '2026-01-01',
  });
  const damaged = batch({
    posBatchId: '0',
    available: 7,
    sellable: false,
    costCents: 900,
    brand: 'Other',
    expiresOn: '2025-01-01',
  });

  it('is named by the row with the most units where a batch has several', () => {
    const few = batch({ posBatchId: '2', available: 9, name: 'Few' });
    const many = batch({ posBatchId: '2', available: 10, name: 'Many' });
    expect(combineBatches([few, many])).toMatchObject({ name: 'Many', stock: 19 });
    expect(combineBatches([many, few])).toMatchObject({ name: 'Many', stock: 19 });
  });

  it('sums the stock of sellable rows only', () => {
    expect(combineBatches([onSale, soldOut, damaged, batch({ posBatchId: '9', available: 0.5 })]).stock).toBe(
      3.5,
    );
  });

  it('takes no noise from fractions', () => {
    expect(combineBatches([batch({ available: 0.1 }), batch({ available: 0.2 })])).toMatchObject({
      stock: 0.3,
      stockByArea: [{ area: null, sellable: true, units: 0.3 }],
    });
  });

  it('says where the units lie, what can be sold first', () => {
    const rows = [
      batch({ area: 'Vault', available: 8, sellable: false }),
      batch({ area: 'Sales floor', available: 2 }),
      batch({ area: ' sales  FLOOR', available: 1 }),
      batch({ area: 'Sales floor', available: 5, sellable: false }),
      batch({ area: 'Annex', available: 4 }),
      batch({ area: 'Shelf', available: 0 }),
      batch({ area: 'Vault', available: 9, sellable: false, deleted: true }),
    ];
    expect(combineBatches(rows)).toMatchObject({
      stock: 7,
      stockByArea: [
        { area: 'Annex', sellable: true, units: 4 },
        { area: ' sales  FLOOR', sellable: true, units: 3 },
        { area: 'Sales floor', sellable: false, units: 5 },
        { area: 'Vault', sellable: false, units: 8 },
      ],
    });
  });

  it('takes each field from a row with stock first, and falls back to those that know it', () => {
    expect(combineBatches([damaged, soldOut, onSale])).toMatchObject({
      posItemId: '5',
      name: 'Blue Dream',
      retailCents: 3500,
      otdCents: 3955,
      shown: { cents: 3500, includesTax: false },
      brand: 'Acme',
      costCents: 900,
      batchCostCents: null,
    });
  });

  it('falls back to what is not for sale when nothing is', () => {
    expect(combineBatches([damaged])).toMatchObject({ stock: 0, brand: 'Other', expiresOn: null });
  });

  it('takes the first known percentages, 0 being unknown', () => {
    const rows = [
      batch({ posBatchId: '1', available: 1, thcPercent: 0, cbdPercent: 0 }),
      batch({ posBatchId: '2', available: 1, thcPercent: 21.4 }),
      batch({ posBatchId: '3', available: 1, thcPercent: 30 }),
    ];
    expect(combineBatches(rows)).toMatchObject({ thcPercent: 21.4, cbdPercent: null });
  });

  it('takes the earliest expiry among rows on sale', () => {
    const later = batch({ posBatchId: '1', available: 1, expiresOn: '2028-01-01' });
    const none = batch({ posBatchId: '3', available: 1 });
    expect(combineBatches([later, onSale, none, soldOut, damaged]).expiresOn).toBe('2027-05-01');
  });

  it('refuses to make an item of nothing', () => {
    expect(() => combineBatches([])).toThrow(
      new RangeError('An item has at least one batch. Pass all of its rows.'),
    );
  });

  it('gives the same item whatever the order of rows', () => {
    const cents = fc.option(fc.nat({ max: 3 }));
    const name = fc.option(fc.constantFrom('a', 'b', 'c'));
    const row = fc.record({
      posItemId: fc.constant('5'),
      posBatchId: fc.option(fc.constantFrom('1', '2', '10')),
      name,
      brand: name,
      category: name,
      strain: name,
      retailCents: cents,
      otdCents: cents,
      usesOtd: fc.boolean(),
      area: name,
      areaType: fc.option(fc.constantFrom('Retail', 'Damaged')),
      weight: cents,
      weightUnit: fc.constantFrom('g', 'oz'),
      isCannabis: fc.option(fc.boolean()),
      updated: name,
      costCents: cents,
      batchCostCents: cents,
      available: fc.constantFrom(0, 0.1, 0.2, 0.7, 5),
      sellable: fc.boolean(),
      deleted: fc.constant(false),
      thcPercent: cents,
      cbdPercent: cents,
      imageUrl: name,
      expiresOn: fc.option(fc.constantFrom('2026-01-01', '2027-01-01')),
    });
    const shuffled = fc
      .array(row, { minLength: 1, maxLength: 6 })
      .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })));
    fc.assert(
      fc.property(shuffled, ([rows, other]) => {
        const item = combineBatches(rows);
        expect(combineBatches(other)).toEqual(item);
        const onSale = item.stockByArea.filter(({ sellable }) => sellable);
        expect(onSale.reduce((sum, { units }) => sum + units, 0)).toBeCloseTo(item.stock, 5);
      }),
    );
  });
});

describe('combineInventory', () => {
  it('counts only what lies in areas that sell', () => {
    const rows = [
      batch({ available: 2, area: 'Sales Floor', areaType: 'Retail' }),
      batch({ available: 7, area: 'Quaratine ', areaType: 'Damaged' }),
    ];
    expect(combineInventory(rows).get('5')?.stock).toBe(2);
    expect(combineInventory(rows, ['quaratine']).get('5')?.stock).toBe(7);
  });

  it('takes weight and unit from one batch, and the latest change', () => {
    const rows = [
      batch({ posBatchId: '1', weightUnit: 'oz', updated: '2026-10-02T00:00:00Z' }),
      batch({ posBatchId: '2', weight: 3.5, weightUnit: 'g', updated: '2026-10-01T00:00:00Z' }),
    ];
    expect(combineInventory(rows).get('5')).toMatchObject({
      weight: 3.5,
      weightUnit: 'g',
      updated: '2026-10-02T00:00:00Z',
    });
  });

  it('makes one item of all rows with its id', () => {
    const rows = [
      batch({ posItemId: 'b', available: 2 }),
      batch({ posItemId: 'a', available: 1 }),
      batch({ posItemId: 'b', available: 0 }),
    ];
    const items = combineInventory(rows);
    expect([...items.keys()].sort()).toEqual(['a', 'b']);
    expect(items.get('b')).toEqual(combineBatches(rows.filter((row) => row.posItemId === 'b')));
    expect(combineInventory([])).toEqual(new Map());
  });
});
