import { listCustomerOrders } from '../../../../src/api/customers/orders/listCustomerOrders';
import { CALLABLES_NOW, CallableHarness, staff } from '../../../support/callables';

let harness: CallableHarness;

const ORDERS = 120;

beforeAll(async () => {
  harness = await CallableHarness.start();
  const writer = harness.firestore.bulkWriter();
  for (let index = 0; index < ORDERS; index += 1) {
    const id = `alleaves_${String(index).padStart(3, '0')}`;
    void writer.set(harness.firestore.doc(`tenants/org1/orders/${id}`), {
      customerId: index === 0 ? 'somebody_else' : 'alleaves_1',
      posOrderId: String(index),
      matchedBy: index % 2 === 0 ? 'email' : 'pos_id',
      status: index === 119 ? 'cancelled' : 'completed',
      counts: index !== 119,
      items: [{ name: 'Item', quantity: 1, price: 10, category: null }],
      total: 10,
      // Pairs at the same moment, so that a page can end between two of them.
      orderDate: new Date(CALLABLES_NOW.getTime() - Math.floor((ORDERS - index) / 2) * 3_600_000),
    });
  }
  await writer.close();
});
afterAll(() => harness.stop());

const page = (input: object) =>
  harness.result(listCustomerOrders, { customerId: 'alleaves_1', ...input }, staff('org1'));

describe('listCustomerOrders', () => {
  it('lists the newest first, with how each was matched', async () => {
    const { orders } = await page({ limit: 1 });
    expect(orders).toEqual([
      {
        orderId: 'alleaves_119',
        posOrderId: '119',
        status: 'cancelled',
        counts: false,
        matchedBy: 'pos_id',
        total: 10,
        orderDate: CALLABLES_NOW.toISOString(),
        itemCount: 1,
        items: [expect.objectContaining({ quantity: 1 })],
      },
    ]);
  });

  it('lists each order once over all pages, also where a page ends between two of the same moment', async () => {
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const next = await page({ limit: 7, ...(typeof cursor === 'string' && { cursor }) });
      seen.push(...next.orders.map(({ orderId }) => orderId));
      cursor = next.nextCursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(ORDERS - 1);
    expect(new Set(seen).size).toBe(ORDERS - 1);
    expect(seen).toEqual([...seen].sort().reverse());
  });

  it('gives at most 100 at once', async () => {
    expect((await page({ limit: 100 })).orders).toHaveLength(100);
    expect(
      (await harness.call('listCustomerOrders', { customerId: 'a', limit: 101 }, staff('org1'))).status,
    ).toBe(400);
  });

  it('has none of a customer of another tenant', async () => {
    const { result } = await harness.call('listCustomerOrders', { customerId: 'alleaves_1' }, staff('org2'));
    expect(result).toEqual({ orders: [], nextCursor: null });
  });
});
