import { combineBatches } from '../../src/rules/menu/product';
import { detailFields, INVENTORY_FIELDS, itemDocument, itemFields } from '../../src/documents/item';
import { posBatch as batch } from '../rules/menu/posBatch';

const SHOP = { orgId: 'org', timeZone: 'America/New_York', minimumStock: 0 };

describe('itemFields', () => {
  it('is the document, in dollars', () => {
    const item = combineBatches([
      batch({
        available: 3,
        name: 'Blue Dream 3.5g',
        brand: 'Acme',
        category: 'Category > Flower',
        strain: 'Sativa',
        retailCents: 3500,
        otdCents: 3955,
        weight: 3.5,
        weightUnit: 'g',
        isCannabis: true,
        costCents: 1250,
        batchCostCents: 1199,
        thcPercent: 21.4,
        expiresOn: '2027-05-01',
      }),
    ]);
    expect(itemFields(SHOP, item)).toEqual({
      orgId: 'org',
      source: 'pos',
      posItemId: '5',
      name: 'Blue Dream 3.5g',
      brand: 'Acme',
      category: 'Flower',
      price: 35,
      priceIncludesTax: false,
      priceRetail: 35,
      priceOtd: 39.55,
      cost: 12.5,
      batchCost: 11.99,
      stock: 3,
      stockByArea: [{ area: null, sellable: true, units: 3 }],
      inStock: true,
      thcPercent: 21.4,
      cbdPercent: null,
      strain: 'Sativa',
      strainType: 'sativa',
      weight: 3.5,
      weightUnit: 'g',
      isCannabis: true,
      expiresOn: new Date('2027-05-01T04:00:00Z'),
    });
  });

  it('has, with the details, exactly the fields that a sync writes', () => {
    const product = combineBatches([batch({ imageUrl: 'https://x.example/a.jpg' })]);
    const names = [...Object.keys(itemFields(SHOP, product)), ...Object.keys(detailFields(product, null))];
    expect(names.sort()).toEqual([...itemDocument.synced].sort());
    expect(Object.keys(itemFields(SHOP, product)).sort()).toEqual([...INVENTORY_FIELDS].sort());
  });

  it('shows the price with tax only where the shop does', () => {
    const prices = { retailCents: 1000, otdCents: 1130 };
    expect(itemFields(SHOP, combineBatches([batch({ ...prices, usesOtd: true })]))).toMatchObject({
      price: 11.3,
      priceIncludesTax: true,
      priceRetail: 10,
      priceOtd: 11.3,
    });
    expect(itemFields(SHOP, combineBatches([batch({ otdCents: 1130 })]))).toMatchObject({
      price: 11.3,
      priceIncludesTax: true,
      priceRetail: null,
    });
  });

  it.each([
    [0, 1, true],
    [2, 2, false],
    [2, 3, true],
    [0.5, 0.4, false],
  ])('with a minimum stock of %d, %d units are in stock: %p', (minimumStock, available, inStock) => {
    const product = combineBatches([batch({ available })]);
    expect(itemFields({ ...SHOP, minimumStock }, product)).toMatchObject({ stock: available, inStock });
  });

  it('says what is out of stock, and has null for what nobody knows', () => {
    expect(itemFields(SHOP, combineBatches([batch({})]))).toMatchObject({
      inStock: false,
      price: null,
      priceIncludesTax: null,
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
    expect(itemFields(SHOP, combineBatches([batch({ category })])).category).toBe(expected);
  });
});

describe('detailFields', () => {
  const images = (...names: string[]) => names.map((name) => `https://x.example/${name}.jpg`);

  it('keeps each image once, that of the inventory first, and the first of them apart', () => {
    const [a, b] = images('a', 'b');
    const details = { description: 'Cured by hand.', imageUrls: images('b', 'a') };
    expect(detailFields({ imageUrl: a ?? null }, details)).toEqual({
      description: 'Cured by hand.',
      imageUrls: [a, b],
      imageUrl: a,
    });
    expect(detailFields({ imageUrl: null }, details)).toMatchObject({ imageUrls: [b, a], imageUrl: b });
  });

  it('leaves the image to the staff where the POS has none', () => {
    expect(detailFields({ imageUrl: null }, null)).toEqual({ description: null, imageUrls: [] });
  });

  it('keeps no more images than a document holds', () => {
    const many = images(...Array.from({ length: 30 }, (_, index) => String(index)));
    const fields = detailFields({ imageUrl: null }, { description: null, imageUrls: many });
    expect(itemDocument.strict.shape.imageUrls.safeParse(fields.imageUrls).success).toBe(true);
  });
});
