import { DEFAULT_LIMITS } from '../../../src/platform/limits';
import { liveSpending } from '../../../src/api/spending/liveSpending';
import { Database } from '../../../src/platform/firestore/database';
import { readLiveTotals } from '../../../src/api/spending/readLiveTotals';
import { startTestFirestore, type TestFirestore } from '../../support/firestore';

let server: TestFirestore;
beforeAll(async () => {
  server = await startTestFirestore();
});
afterAll(() => server.stop());

const day = (date: number) => new Date(Date.UTC(2026, 10, date));
const add = async (orgId: string, orderId: string, fields: Record<string, unknown>) =>
  server.firestore.doc(`tenants/${orgId}/orders/${orderId}`).set(fields);

const { liveSpending: limits } = DEFAULT_LIMITS;

describe('liveSpending', () => {
  it('adds up the orders that count by the rules of spending, of these customers and this tenant alone', async () => {
    const order = { customerId: 'alleaves_1', counts: true, total: 10.1, orderDate: day(2) };
    await add('org1', 'a', order);
    await add('org1', 'b', { ...order, total: 0.2, orderDate: day(1) });
    await add('org1', 'refund', { ...order, total: -5, orderDate: day(9) });
    await add('org1', 'cancelled', { ...order, counts: false, orderDate: day(8) });
    await add('org1', 'sharer', { ...order, customerId: 'alleaves_2', orderDate: day(3) });
    await add('org1', 'stranger', { ...order, customerId: 'alleaves_3' });
    await add('org2', 'a', order);
    const database = new Database(server.firestore);
    expect(await liveSpending(database, 'org1', ['alleaves_1', 'alleaves_2'], limits)).toEqual({
      orders: 5,
      totals: {
        ...{ cents: 1540, orderCount: 3, firstOrderAt: day(1).getTime(), lastOrderAt: day(3).getTime() },
        orderTimes: [day(2), day(1), day(3)].map(Number),
      },
    });
    expect(database.billed.reads).toBe(5);
  });

  it('fetches of each order only the fields that it adds up', async () => {
    const order = { customerId: 'alleaves_1', counts: true, total: 1, orderDate: day(1) };
    await add('projected', 'a', { ...order, email: 'jane@example.com', items: [{ name: 'Flower' }] });
    const received: string[][] = [];
    class WatchedDatabase extends Database {
      override async *stream(...given: Parameters<Database['stream']>) {
        for await (const snapshot of super.stream(...given)) {
          received.push(Object.keys(snapshot.data()).sort());
          yield snapshot;
        }
      }
    }
    await liveSpending(new WatchedDatabase(server.firestore), 'projected', ['alleaves_1'], limits);
    expect(received).toEqual([['counts', 'orderDate', 'total']]);
  });

  it('has 8 seconds', async () => {
    const timeout = jest.spyOn(AbortSignal, 'timeout');
    await liveSpending(new Database(server.firestore), 'org1', ['alleaves_9'], limits);
    expect(timeout.mock.calls).toEqual([[8_000]]);
    timeout.mockRestore();
  });

  it('gives up when its time is over, which is before the server answers', async () => {
    await add('slow', 'a', { customerId: 'alleaves_1', counts: true, total: 1, orderDate: day(1) });
    const database = new Database(server.firestore);
    const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
    await expect(liveSpending(database, 'slow', ['alleaves_1'], limits)).rejects.toMatchObject({
      status: 'deadline-exceeded',
      code: 'spending_timeout',
      message: expect.stringContaining('after the next sync'),
    });
    timeout.mockRestore();
    // The connection and the other calls on it are as before.
    expect((await liveSpending(database, 'slow', ['alleaves_1'], limits)).totals.cents).toBe(100);
  });

  it('says what to do about an order that was damaged by hand', async () => {
    await add('damaged', 'a', { customerId: 'alleaves_1', counts: true, total: '1', orderDate: day(1) });
    await expect(
      liveSpending(new Database(server.firestore), 'damaged', ['alleaves_1'], limits),
    ).rejects.toMatchObject({
      code: 'order_malformed',
      message: expect.stringContaining("mode 'full'"),
    });
  });

  it('refuses to add up more orders than it may read', async () => {
    const order = { customerId: 'alleaves_1', counts: true, total: 1, orderDate: day(1) };
    for (const id of ['a', 'b', 'c']) await add('many', id, order);
    const read = async (maxOrders: number) =>
      readLiveTotals(
        new Database(server.firestore),
        'many',
        ['alleaves_1'],
        AbortSignal.timeout(60_000),
        maxOrders,
      );
    expect((await read(3)).totals.cents).toBe(300);
    await expect(read(2)).rejects.toMatchObject({
      code: 'spending_too_large',
      message: expect.stringContaining('more than 2 orders'),
    });
  });
});
