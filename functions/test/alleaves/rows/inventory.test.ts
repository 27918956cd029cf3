import * as fc from 'fast-check';
import { combineBatches } from '../../../src/rules/menu/product';
import { parseInventoryRow as parse } from '../../../src/alleaves/rows/inventory';

const PLAIN = {
  id_item: 9001,
  id_batch: 90_011,
  item: 'Blue Dream 3.5g',
  sku: null,
  brand: null,
  category: 'Category > Flower',
  price_otd_adult_use: 33.9,
  price_retail_adult_use: 30,
  use_otd_price: false,
  cost_of_good: '12.50',
  batch_cost_of_good: null,
  available: 4,
  on_hand: 5,
  thc: null,
  cbd: null,
  compounds: [],
  strain: 'Blue Dream',
  area: 'Sales floor',
  area_type: 'retail',
  date_expire: '2027-06-30T00:00:00',
  status: 'active',
  qc_hold: false,
  deleted: false,
};
const record = (row: Record<string, unknown>) => parse({ ...PLAIN, ...row }).record;

describe('parseInventoryRow', () => {
  it('reads a full row', () => {
    expect(parse(PLAIN)).toEqual({
      posId: '9001',
      record: {
        posItemId: '9001',
        posBatchId: '90011',
        name: 'Blue Dream 3.5g',
        brand: null,
        category: 'Category > Flower',
        strain: 'Blue Dream',
        retailCents: 3000,
        otdCents: 3390,
        usesOtd: false,
        costCents: 1250,
        batchCostCents: null,
        area: 'Sales floor',
        areaType: 'retail',
        available: 4,
        sellable: true,
        deleted: false,
        thcPercent: null,
        cbdPercent: null,
        weight: null,
        weightUnit: null,
        isCannabis: null,
        imageUrl: null,
        expiresOn: '2027-06-30',
        updated: null,
      },
      issues: [],
      payload: PLAIN,
    });
  });

  it('takes the first price of each kind that is set, adult use first', () => {
    const unset = fc.constantFrom(0, '0', '0.00', null, '', undefined);
    const kinds = [
      ['price_retail', 'retailCents'],
      ['price_otd', 'otdCents'],
    ] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.nat(3),
        fc.array(unset, { minLength: 3, maxLength: 3 }),
        ([kind, cents], set, blanks) => {
          const row = Object.fromEntries(
            [`${kind}_adult_use`, `${kind}_medical_use`, kind].map((name, index) => [
              name,
              index < set ? blanks[index] : `$${index + 10}.25`,
            ]),
          );
          expect(record(row)?.[cents]).toBe(set < 3 ? (set + 10) * 100 + 25 : null);
        },
      ),
    );
  });

  it.each([
    [{ use_otd_price: true }, true],
    [{ use_otd_price: 'true' }, true],
    [{ use_otd_price: 1 }, true],
    [{ use_otd_price: null }, false],
    [{ use_otd_price: undefined }, false],
  ])('reads which price the shop shows from %j', (row, usesOtd) => {
    expect(record(row)?.usesOtd).toBe(usesOtd);
  });

  it.each(['ask', -5, {}])('cannot use a row whose price on the menu is %j', (price) => {
    const shown = [
      [{ price_retail_adult_use: 0, price_retail: price }, 'price_retail'],
      [{ use_otd_price: true, price_otd_adult_use: price }, 'price_otd_adult_use'],
      [{ price_retail_adult_use: 0, price_otd_adult_use: price }, 'price_otd_adult_use'],
    ] as const;
    for (const [row, path] of shown) {
      expect(parse({ ...PLAIN, ...row })).toMatchObject({ posId: '9001', record: null, issues: [{ path }] });
    }
  });

  it('does without the other price if that makes no sense, and says so', () => {
    expect(parse({ ...PLAIN, price_otd_adult_use: 'ask' })).toMatchObject({
      record: { retailCents: 3000, otdCents: null },
      issues: [{ path: 'price_otd_adult_use' }],
    });
  });

  it.each([
    [{ weight_useable: 3.5, weight_useable_uom_short: 'g' }, 3.5, 'g'],
    [{ weight_useable: '0.125', weight_useable_uom_short: ' oz ' }, 0.125, 'oz'],
    [{ weight_useable: 0, weight_useable_uom_short: 'g' }, null, null],
    [{ weight_useable: null, weight_useable_uom_short: 'g' }, null, null],
    [{ weight_useable: 1 }, 1, null],
  ])('reads the weight of %j', (row, weight, weightUnit) => {
    expect(parse({ ...PLAIN, ...row })).toMatchObject({ record: { weight, weightUnit }, issues: [] });
  });

  it('reads whether it is cannabis, and when it was changed', () => {
    const row = { is_cannabis: false, date_updated: '2026-10-01T09:30:00.000Z' };
    expect(record(row)).toMatchObject({ isCannabis: false, updated: '2026-10-01T09:30:00.000Z' });
  });

  it.each([
    [{ available: '6' }, 6],
    [{ available: 2.5 }, 2.5],
    [{ available: 0 }, 0],
    [{ available: -3 }, 0],
    [{ available: null, on_hand: 7 }, 0],
    [{ available: undefined, on_hand: 7 }, 7],
  ])('counts %j', (row, available) => {
    expect(parse({ ...PLAIN, ...row })).toMatchObject({ record: { available, sellable: true }, issues: [] });
  });

  it.each([
    [{ available: 'plenty' }, 'available', 'is not a number'],
    [{ available: undefined, on_hand: null }, 'available', 'is missing'],
    [{ available: undefined, on_hand: [] }, 'on_hand', 'is not a number'],
    // Their sums would be no numbers any more.
    [{ available: 1.8e302 }, 'available', 'is not a number of at most 1,000,000,000'],
    [{ available: '9'.repeat(400) }, 'available', 'is not a number of at most 1,000,000,000'],
    [{ id_item: null }, 'id_item', 'is missing'],
    [{ id_item: 0 }, 'id_item', 'is missing'],
  ])('cannot use %j', (row, path, message) => {
    expect(parse({ ...PLAIN, ...row })).toMatchObject({ record: null, issues: [{ path, message }] });
  });

  it.each([
    { qc_hold: true },
    { qc_hold: 'true' },
    { qc_hold: 1 },
    { deleted: true },
    { deleted: '1' },
    { status: 'Inactive' },
    { status: 'discontinued' },
    { status: 'On Hold' },
  ])('does not sell %j', (row) => {
    expect(parse({ ...PLAIN, ...row })).toMatchObject({
      record: { sellable: false, available: 4 },
      issues: [],
    });
  });

  it.each([
    { area: 'Quarantine Room 2', area_type: 'Damaged' },
    { qc_hold: null, deleted: 'false' },
    { qc_hold: 0, deleted: 'No' },
    { status: null, area: null, area_type: null },
    { status: 'Active' },
  ])('sells %j', (row) => {
    expect(parse({ ...PLAIN, ...row })).toMatchObject({
      record: { sellable: true, available: 4 },
      issues: [],
    });
  });

  it.each(['qc_hold', 'deleted'])('takes an unreadable %s for set, and says so', (path) => {
    expect(parse({ ...PLAIN, [path]: 'see note' })).toMatchObject({
      record: { sellable: false },
      issues: [{ path, message: 'is not true or false' }],
    });
  });

  it.each([
    [{ thc: 19.5 }, 19.5],
    [{ thc: '19.5 %' }, 19.5],
    [{ thc: ' 19.5%\u00a0' }, 19.5],
    [{ thc: 0 }, null],
    [{ thc: 'ND' }, null],
    [{ compounds: [{ name: 'THC %', result: '21.4' }] }, 21.4],
    [{ compounds: [{ name: ' thc  % ', result: '21.4%' }] }, 21.4],
    [{ compounds: [{ name: 'THC', result: 20 }] }, 20],
    [{ compounds: [{ name: 'Total THC', result: 23 }] }, 23],
    [
      {
        thc: 0,
        compounds: [
          { name: 'Total THC', result: 23 },
          { name: 'THC %', result: 21 },
        ],
      },
      21,
    ],
    [
      {
        compounds: [
          { name: 'THC %', result: null },
          { name: 'Total THC', result: '22' },
        ],
      },
      22,
    ],
    [{ thc: 18, compounds: [{ name: 'THC %', result: 21 }] }, 18],
    [{ compounds: [{ name: 'THCA', result: 25 }] }, null],
    [{ compounds: null }, null],
    [{ compounds: { '0': { name: 'THC %', result: 12 } } }, 12],
  ])('reads the THC of %j', (row, thcPercent) => {
    expect(parse({ ...PLAIN, ...row })).toMatchObject({
      record: { thcPercent, cbdPercent: null },
      issues: [],
    });
  });

  // Caught: a pattern that tries each of many blanks.
  it('takes no time to find that much text is no percentage', () => {
    const before = process.cpuUsage();
    expect(parse({ ...PLAIN, thc: `1${' '.repeat(100_000)}1` }).issues).toEqual([
      { path: 'thc', message: 'is not a percentage from 0 to 100' },
    ]);
    expect(process.cpuUsage(before).user).toBeLessThan(500_000);
  });

  it('reads CBD as THC', () => {
    expect(record({ cbd: '0.5' })?.cbdPercent).toBe(0.5);
    expect(record({ compounds: [{ name: 'CBD %', result: '0.4' }] })?.cbdPercent).toBe(0.4);
  });

  it.each([
    [{ image_url: 'https://x.example/a.jpg' }, 'https://x.example/a.jpg'],
    [{ image: 'http://x.example/b.jpg' }, 'http://x.example/b.jpg'],
    [{ imageUrl: ' https://x.example/c.jpg ' }, 'https://x.example/c.jpg'],
    [{ image_url: 'https://x.example/Placeholder.png' }, null],
    [{ image_url: 'https://x.example/no-image.png' }, null],
    [{ image_url: '/no_image.png' }, null],
  ])('reads the picture of %j', (row, imageUrl) => {
    expect(parse({ ...PLAIN, ...row })).toMatchObject({ record: { imageUrl }, issues: [] });
  });

  it.each([
    [{ thc: 'strong' }, 'thc'],
    [{ thc: 250 }, 'thc'],
    [{ cbd: -1 }, 'cbd'],
    [{ compounds: 'none' }, 'compounds'],
    [{ compounds: ['x'] }, 'compounds.0'],
    [
      {
        compounds: [
          { name: 'Myrcene', result: '?' },
          { name: 'THC', result: 'high' },
        ],
      },
      'compounds.1.result',
    ],
    [{ image_url: '/relative.jpg' }, 'image_url'],
    [{ image: 'javascript:alert(1)' }, 'image'],
    [{ date_expire: 'soon' }, 'date_expire'],
    [{ cost_of_good: 'ask' }, 'cost_of_good'],
    [{ brand: { id: 1 } }, 'brand'],
    [{ use_otd_price: 'sometimes' }, 'use_otd_price'],
    [{ is_cannabis: 'maybe' }, 'is_cannabis'],
    [{ weight_useable: 'heavy' }, 'weight_useable'],
    [{ weight_useable: -1 }, 'weight_useable'],
  ])('uses a row with %j, and says what is unreadable', (row, path) => {
    const parsed = parse({ ...PLAIN, ...row });
    expect(parsed.record).toMatchObject({ posItemId: '9001', retailCents: 3000 });
    expect(parsed.issues.map((issue) => issue.path)).toEqual([path]);
  });

  it('never throws, and never offers a negative number of units or what is not sellable', () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(true, 'quarantine', '12', -3, [{ name: 'THC', result: 1 }]),
    );
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(...Object.keys(PLAIN), 'weight_useable', 'is_cannabis', 'date_updated'),
          value,
        ),
        (row) => {
          const parsed = parse({ ...PLAIN, ...row });
          if (parsed.record) {
            expect(parsed.record.available).toBeGreaterThanOrEqual(0);
            const { sellable, available } = parsed.record;
            expect(combineBatches([parsed.record]).stock).toBeCloseTo(sellable ? available : 0, 5);
          } else {
            expect(parsed.issues.length).toBeGreaterThan(0);
          }
        },
      ),
    );
  });
});
