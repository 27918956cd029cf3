import { CallableHarness, manager, staff } from '../../support/callables';

let harness: CallableHarness;

beforeAll(async () => {
  harness = await CallableHarness.start();
  await harness.firestore.doc('tenants/org1/publicViews/products/items/alleaves_7').set({
    ...{ orgId: 'org1', source: 'pos', posItemId: '7', name: 'Blue Dream', price: 20, cost: 9, batchCost: 8 },
    ...{ stock: 3, inStock: true, imageUrl: 'https://images.example/7.jpg' },
  });
});
afterAll(() => harness.stop());

describe('getMenuItem', () => {
  const input = { itemId: 'alleaves_7' };

  it('returns the item with what it costs the shop, for managers', async () => {
    expect(await harness.call('getMenuItem', input, manager('org1'))).toMatchObject({
      status: 200,
      result: {
        item: {
          ...{ itemId: 'alleaves_7', name: 'Blue Dream', imageUrl: 'https://images.example/7.jpg' },
          costs: { cost: 9, batchCost: 8 },
        },
      },
    });
  });

  it('keeps costs from staff', async () => {
    const { result } = await harness.call('getMenuItem', input, staff('org1'));
    expect(result).toMatchObject({ item: { price: 20, costs: null } });
    expect(JSON.stringify(result)).not.toMatch(/"cost"|batchCost/);
  });

  it("says that an item isn't there", async () => {
    expect(await harness.call('getMenuItem', { itemId: 'gone' }, staff('org1'))).toMatchObject({
      status: 404,
      error: { details: { code: 'unknown_item' } },
    });
  });
});
