import { buildRoster } from '../../../../tools/pos/worlds/builders';
import { TOPICS } from '../../../src/sync/run/topics';
import { PipelineHarness } from '../../support/pipeline';

const now = new Date('2026-11-20T15:00:00Z');
const DAY = 86_400_000;
/** More than a page of the rebuild. */
const MANY = 25;

let shop: PipelineHarness;
afterEach(async () => shop.stop());

const collections = ['customers', 'orders', 'customer_spending', 'publicViews/products/items'];
const snapshot = async () => {
  const all: Record<string, unknown> = {};
  for (const collection of collections) all[collection] = await shop.documents(collection);
  return JSON.stringify(all, (key, value: unknown) => (key === 'updatedAt' ? null : value), 1);
};

async function loseIndex(): Promise<void> {
  const { docs } = await shop.server.firestore.collection('tenants/org1/sync_index').get();
  for (const shard of docs) await shard.ref.delete();
}

/** A shop whose orders no window reaches any more: without its index, nothing but the documents knows of them. */
async function start(customers: number): Promise<string> {
  const world = buildRoster({ seed: 51, customers, ordersPerCustomer: 1, items: 10, now });
  shop = await PipelineHarness.start([{ world, tenant: { historyStart: '2026-01-01', lookbackDays: 30 } }]);
  shop.limit({ page: { rebuild: 20 }, pos: { pageSize: 10 } });
  await shop.sync();
  shop.clock.advance(200 * DAY);
  return snapshot();
}

describe('an index that is lost', () => {
  it('is rebuilt from the documents by the next sync, whatever its mode, and totals stay', async () => {
    const before = await start(15);
    await loseIndex();
    shop.clock.advance(1_000);
    await shop.sync();
    expect(await snapshot()).toBe(before);
    const none = expect.objectContaining({ added: 0, updated: 0, deleted: 0 });
    expect((await shop.runs()).at(-1)).toMatchObject({
      state: 'succeeded',
      stages: { customers: none, orders: none, spending: none, products: none },
    });

    // And is as whole as it was: the next sync finds nothing to do.
    const writes = shop.server.stats();
    await shop.sync();
    const after = shop.server.stats();
    expect([after.writes - writes.writes, after.deletes - writes.deletes]).toEqual([6, 0]);
    expect(after.reads - writes.reads).toBeLessThanOrEqual(25);
  });

  it('is rebuilt to the end also where the sync that began to dies on its way', async () => {
    const before = await start(MANY);
    await loseIndex();
    shop.settings = { ...shop.settings, timeBudgetMilliseconds: 0 };
    // Each stage dies at its first page of documents; the run is then given up, and the next one starts over.
    for (const stage of ['customers', 'orders', 'spending'] as const) {
      shop.clock.advance(DAY);
      shop.publish(TOPICS.customers, { orgId: 'org1' });
      for (let next = shop.queue.shift(); next; next = shop.queue.shift()) {
        await shop.deliver(next);
        const [continued] = shop.queue;
        if (next.topic === TOPICS[stage] && continued?.topic === TOPICS[stage]) shop.queue.length = 0;
      }
    }
    shop.clock.advance(DAY);
    shop.settings = { ...shop.settings, timeBudgetMilliseconds: 300_000 };
    await shop.sync();
    expect(await snapshot()).toBe(before);
    expect(await shop.status()).toMatchObject({ state: 'succeeded', customerCount: MANY });
  });
});
