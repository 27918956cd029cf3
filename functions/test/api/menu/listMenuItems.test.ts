import { listMenuItems } from '../../../src/api/menu/listMenuItems';
import { CallableHarness, manager, operator, staff, type Token } from '../../support/callables';

let harness: CallableHarness;

const ITEMS = 501;

beforeAll(async () => {
  harness = await CallableHarness.start();
  const writer = harness.firestore.bulkWriter();
  for (let index = 0; index < ITEMS; index += 1) {
    const id = `alleaves_${String(index).padStart(3, '0')}`;
    void writer.set(harness.firestore.doc(`tenants/org1/publicViews/products/items/${id}`), {
      ...{
        orgId: 'org1',
        name: `Item ${index}`,
        price: 22.6,
        priceRetail: 20,
        cost: 9,
        batchCost: 8,
        stock: index,
        inStock: index > 0,
      },
      ...(index === 1 && { price: 'made unreadable by hand' }),
    });
  }
  await writer.close();
});
afterAll(() => harness.stop());

const list = (input: object = {}, token: Token = manager('org1')) =>
  harness.result(listMenuItems, input, token);

describe('listMenuItems', () => {
  it('lists every item once, in pages of at most 500, in stock or not', async () => {
    const first = await list();
    expect(first.items).toHaveLength(500);
    expect(first.items[0]).toMatchObject({ itemId: 'alleaves_000', inStock: false });
    const rest = await list({ cursor: first.nextCursor });
    expect(rest.items.map(({ itemId }) => itemId)).toEqual(['alleaves_500']);
    expect(rest.nextCursor).toBeNull();
  });

  it.each([
    ['staff', staff('org1'), null],
    ['manager', manager('org1'), { cost: 9, batchCost: 8, margin: 0.6 }],
    ['operator', operator, { cost: 9, batchCost: 8, margin: 0.6 }],
  ])('shows %s what items cost the shop if they may see it', async (_role, token, costs) => {
    const page = await list({ orgId: 'org1', limit: 1 }, token);
    expect(page.items[0]?.costs).toEqual(costs);
    if (costs === null) expect(JSON.stringify(page)).not.toMatch(/"cost"|batchCost/);
  });

  it('lists an item whose price was made unreadable by hand', async () => {
    expect((await list({ limit: 2 })).items[1]?.price).toBeNull();
  });

  it('refuses a longer page', async () => {
    expect((await harness.call('listMenuItems', { limit: 501 }, manager('org1'))).status).toBe(400);
  });
});
