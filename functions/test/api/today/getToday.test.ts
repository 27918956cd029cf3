import { CallableHarness, staff } from '../../support/callables';

let harness: CallableHarness;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

beforeAll(async () => {
  harness = await CallableHarness.start();
  const now = harness.context.clock.now().getTime();
  const order = (id: string, age: number, total: number, counts = true) =>
    harness.firestore
      .doc(`tenants/org1/orders/${id}`)
      .set({ orgId: 'org1', counts, total, orderDate: new Date(now - age) });
  await Promise.all([
    order('now', 1_000, 10.1),
    order('cancelled', 1_000, 99, false),
    order('threeDays', 3 * DAY, 20.2),
    order('nineDays', 9 * DAY, 5),
    order('monthAgo', 30 * DAY, 500),
    // Of the week before, but later in the day than it is now.
    order('later', 7 * DAY - HOUR / 2, 0.5),
  ]);
  const item = (id: string, inStock: boolean, age: number) =>
    harness.firestore
      .doc(`tenants/org1/publicViews/products/items/${id}`)
      .set({ orgId: 'org1', name: id, inStock, updatedAt: new Date(now - age) });
  await Promise.all([
    item('gone', false, HOUR),
    item('longGone', false, 20 * DAY),
    item('there', true, HOUR),
  ]);
});
afterAll(() => harness.stop());

describe('getToday', () => {
  it('sums the orders that count, today and over seven days against the week before', async () => {
    const { status, result } = await harness.call('getToday', {}, staff('org1'));
    expect(status).toBe(200);
    expect(result?.['sales']).toMatchObject({
      today: { orderCount: 1, total: 10.1 },
      week: { orderCount: 2, total: 30.3 },
      weekBefore: { orderCount: 1, total: 5 },
    });
  });

  it('names what sold out lately', async () => {
    const { result } = await harness.call('getToday', {}, staff('org1'));
    expect(result?.['soldOut']).toMatchObject({ itemCount: 1, items: [{ itemId: 'gone', name: 'gone' }] });
  });

  it('answers a shop without any orders', async () => {
    const { result } = await harness.call('getToday', {}, staff('org2'));
    expect(result).toMatchObject({ sales: { week: { orderCount: 0, total: 0 } }, soldOut: { itemCount: 0 } });
  });
});
