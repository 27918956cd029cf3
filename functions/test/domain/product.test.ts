import fc from 'fast-check';
import type { PosInventoryBatch } from '../../src/domain/pos';
import { combineBatches, combineInventory, ITEM_FIELD_NAMES, itemFields } from '../../src/domain/product';

const batch = (overrides: Partial<PosInventoryBatch>): PosInventoryBatch => ({
  posItemId: '5',
  posBatchId: null,
  name: null,
  brand: null,
  category: null,
  strain: null,
  priceCents: null,
  costCents: null,
  batchCostCents: null,
  available: 0,
  sellable: true,
  deleted: false,
  thcPercent: null,
  cbdPercent: null,
  imageUrl: null,
  expiresOn: null,
  ...overrides,
});

describe('combineBatches', () => {
  const onSale = batch({
    posBatchId: '2',
    available: 3,
    priceCents: 3500,
    name: 'Blue Dream',
    expiresOn: '2027-05-01',
  });
  const soldOut = batch({
    posBatchId: '1',
    priceCents: 9900,
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

  it('sums the stock of sellable rows only', () => {
    expect(combineBatches([onSale, soldOut, damaged, batch({ posBatchId: '9', available: 0.5 })]).stock).toBe(
      3.5,
    );
  });

  it('takes no noise from fractions', () => {
    expect(combineBatches([batch({ available: 0.1 }), batch({ available: 0.2 })]).stock).toBe(0.3);
  });

  it('takes each field from a row with stock first, and falls back to those that know it', () => {
    expect(combineBatches([damaged, soldOut, onSale])).toMatchObject({
      posItemId: '5',
      name: 'Blue Dream',
      priceCents: 3500,
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
      priceCents: cents,
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
        expect(combineBatches(other)).toEqual(combineBatches(rows));
      }),
    );
  });
});

describe('combineInventory', () => {
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

describe('itemFields', () => {
  it('is the document, in dollars', () => {
    const item = combineBatches([
      batch({
        available: 3,
        name: 'Blue Dream 3.5g',
        brand: 'Acme',
        category: 'Category > Flower',
        strain: 'Sativa',
        priceCents: 3500,
        costCents: 1250,
        batchCostCents: 1199,
        thcPercent: 21.4,
        expiresOn: '2027-05-01',
      }),
    ]);
    expect(itemFields('org', item, 'America/New_York')).toEqual({
      orgId: 'org',
      source: 'pos',
      posItemId: '5',
      name: 'Blue Dream 3.5g',
      brand: 'Acme',
      category: 'Flower',
      price: 35,
      cost: 12.5,
      batchCost: 11.99,
      stock: 3,
      inStock: true,
      thcPercent: 21.4,
      cbdPercent: null,
      strain: 'Sativa',
      strainType: 'sativa',
      imageUrl: null,
      expiresOn: new Date('2027-05-01T04:00:00Z'),
    });
  });

  it('has exactly the fields of ITEM_FIELD_NAMES', () => {
    const fields = itemFields('org', combineBatches([batch({})]), 'America/New_York');
    expect(Object.keys(fields).sort()).toEqual([...ITEM_FIELD_NAMES].sort());
  });

  it('says what is out of stock, and has null for what nobody knows', () => {
    expect(itemFields('org', combineBatches([batch({})]), 'America/New_York')).toMatchObject({
      inStock: false,
      price: null,
      cost: null,
      batchCost: null,
      strainType: null,
    });
  });

  it.each([
    ['Category > Flower', 'Flower'],
    ['category>Pre-Rolls', 'Pre-Rolls'],
    ['Category > Flower > Smalls', 'Flower > Smalls'],
    ['Edibles', 'Edibles'],
    ['Uncategorized', null],
    ['Category > uncategorized', null],
    ['Category > ', null],
    [' ', null],
    [null, null],
  ])('the category %p is %p', (category, expected) => {
    expect(itemFields('org', combineBatches([batch({ category })]), 'America/New_York').category).toBe(
      expected,
    );
  });
});
