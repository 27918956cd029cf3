import { World } from '../../../../tools/pos/world';
import { TOPICS } from '../../../src/sync/run/topics';
import { scheduleRecentChanges } from '../../../src/sync/start/schedule';
import { withTenantLease } from '../../../src/sync/run/state/tenantLease';
import { Database } from '../../../src/platform/firestore/database';
import { PipelineHarness } from '../../support/pipeline';
import { batchRow, customerRow, tillOrder } from '../../scenarios/rows';
import { decodeObject } from '../../support/json';

jest.setTimeout(60_000);

const MINUTE = 60_000;
let shop: PipelineHarness;
afterEach(async () => shop.stop());

async function startShop(): Promise<World> {
  const world = new World();
  world.customers.addAll([customerRow(1), customerRow(2)]);
  world.orders.addAll([tillOrder(11, { customer: 1, daysAgo: 3, total: 40 })]);
  world.inventory.addAll([batchRow(9001), batchRow(9002)]);
  shop = await PipelineHarness.start([{ world }]);
  await shop.sync();
  shop.clock.advance(10 * MINUTE);
  return world;
}

let number = 0;
/** A run for recent changes from start to end. */
async function recent(runId = `recent-${(number += 1)}`): Promise<void> {
  shop.publish(TOPICS.orders, { orgId: 'org1', runId, trigger: 'recent', scope: { kind: 'recent' } });
  await shop.settle();
}

const ignored = () =>
  shop.lines.filter(({ message }) => message === 'delivery ignored').map(({ fields }) => fields['because']);

describe('a run for recent changes', () => {
  it('that finds none is one delivery and two writes, and leaves no record', async () => {
    await startShop();
    const before = { status: await shop.status(), stats: shop.server.stats() };
    shop.pos.resetCounters();
    await recent();

    const after = shop.server.stats();
    expect(after.writes - before.stats.writes).toBe(2);
    expect(after.reads - before.stats.reads).toBeLessThanOrEqual(12);
    expect(shop.pos.counters.requests).toMatchObject({ auth: 0, customers: 0, inventory: 2 });
    expect(shop.queue).toEqual([]);
    expect(await shop.runs()).toHaveLength(1);
    expect(await shop.status()).toEqual({
      ...before.status,
      lastRecentSyncAt: expect.anything(),
      lastAttemptAt: expect.anything(),
      lastRunId: expect.stringMatching(/^recent-/),
    });
  });

  it('brings a sale and the menu as they are now, recorded, and leaves lastSyncAt alone', async () => {
    const world = await startShop();
    const { lastSyncAt } = await shop.status();
    const now = shop.clock.now();
    world.orders.add(tillOrder(12, { customer: 1, daysAgo: 0, total: 60, now }));
    world.inventory.update(9001, { price_retail: 30 });
    await recent();

    expect(await shop.document('tenants/org1/customers/alleaves_1')).toMatchObject({
      orderCount: 2,
      totalSpent: 100,
    });
    const [, run] = await shop.runs();
    expect(run).toMatchObject({ trigger: 'recent', scope: { kind: 'recent' }, state: 'succeeded' });
    expect(run).toMatchObject({
      stages: { orders: { added: 1 }, spending: { updated: 1 }, products: { updated: 1 } },
    });
    expect(await shop.status()).toMatchObject({
      state: 'succeeded',
      lastSyncAt,
      orderCount: 2,
      customerCount: 2,
    });
  });

  it('leaves an order of a customer that is not known yet to the sync of everything', async () => {
    const world = await startShop();
    world.customers.add(customerRow(3));
    world.orders.add(tillOrder(13, { customer: 3, daysAgo: 0, now: shop.clock.now() }));
    await recent();
    expect(await shop.document('tenants/org1/orders/alleaves_13')).toBeUndefined();
    shop.clock.advance(20 * MINUTE);
    await shop.sync();
    expect(await shop.document('tenants/org1/orders/alleaves_13')).toMatchObject({
      customerId: 'alleaves_3',
    });
  });

  it('reads the orders of yesterday and today, in the time zone of the shop', async () => {
    await startShop();
    shop.pos.resetCounters();
    await recent();
    const asked = shop.pos.recorded.filter(({ endpoint }) => endpoint === 'orders');
    expect(asked[0]?.parameters).toMatchObject({ startDate: '2026-11-19', page: '1' });
  });

  it('waits for a first sync that succeeded, and is done once', async () => {
    shop = await PipelineHarness.start([{}]);
    await recent();
    expect(ignored()).toEqual(['full_sync_first']);
    await shop.stop();

    await startShop();
    await recent('same');
    await recent('same');
    expect(ignored()).toEqual(['run_finished']);
  });

  it('adds up what an attempt before it that died has stored', async () => {
    const world = await startShop();
    world.orders.add(tillOrder(12, { customer: 1, daysAgo: 0, total: 60, now: shop.clock.now() }));
    const message = { orgId: 'org1', runId: 'dies', trigger: 'recent', scope: { kind: 'recent' } };
    const [delivery] = [shop.publish(TOPICS.orders, message)];
    // The menu does not answer, nor does its end, each asked for twice: the orders are stored by then.
    shop.pos.faults.queue('inventory', { status: 500 }, 4);
    await expect(shop.deliver(delivery)).rejects.toThrow();
    expect(await shop.document('tenants/org1/orders/alleaves_12')).toBeDefined();
    await shop.settle();
    expect(await shop.document('tenants/org1/customers/alleaves_1')).toMatchObject({ totalSpent: 100 });
  });

  it('goes on in a continuation where it has no time', async () => {
    const world = await startShop();
    world.orders.add(tillOrder(12, { customer: 1, daysAgo: 0, total: 60, now: shop.clock.now() }));
    shop.settings = { ...shop.settings, timeBudgetMilliseconds: 0 };
    await recent();
    expect(await shop.document('tenants/org1/customers/alleaves_1')).toMatchObject({ totalSpent: 100 });
    expect(await shop.runs()).toEqual([
      expect.anything(),
      expect.objectContaining({ trigger: 'recent', state: 'succeeded' }),
    ]);
  });
});

describe('the inventory of a run for recent changes', () => {
  // Caught: a POS that is asked for one thing after the other, by an instance that waits.
  it('is asked for while the orders are read, with one login for both, and once', async () => {
    await startShop();
    shop.clock.advance(24 * 60 * 60_000);
    shop.pos.resetCounters();
    const held = shop.pos.holds.next(({ endpoint }) => endpoint === 'orders');
    const inventory = shop.pos.holds.next(({ endpoint }) => endpoint === 'inventory');
    const running = recent();
    await Promise.all([held.reached, inventory.reached]);
    held.release();
    inventory.release();
    await running;
    expect(shop.pos.counters.requests).toMatchObject({ auth: 1, inventory: 2 });
    expect(await shop.status()).toMatchObject({ state: 'succeeded' });
  });

  it('that fails fails the run, also where the orders are read long after', async () => {
    await startShop();
    shop.pos.faults.queue('inventory', { status: 400 });
    const held = shop.pos.holds.next(({ endpoint }) => endpoint === 'orders');
    const running = recent();
    await held.reached;
    await new Promise((resolve) => setTimeout(resolve, 50));
    held.release();
    await running;
    expect(await shop.status()).toMatchObject({
      lastError: { code: 'pos_request_refused', stage: 'products' },
    });
  });

  it('is waited for where the orders can’t be read, and nothing more comes of it', async () => {
    await startShop();
    shop.pos.faults.queue('orders', { status: 400 }, 2);
    shop.pos.faults.queue('inventory', { delayMs: 50, status: 400 });
    await recent();
    expect(await shop.status()).toMatchObject({
      lastError: { code: 'pos_request_refused', stage: 'orders' },
    });
  });

  it('is read again where the time was up after the orders', async () => {
    await startShop();
    shop.settings = { ...shop.settings, timeBudgetMilliseconds: 0 };
    await recent();
    expect(await shop.status()).toMatchObject({ state: 'succeeded', lastError: null });
  });
});

describe('a sync that meets a run for recent changes', () => {
  /** A run for recent changes that has begun, and waits for its next attempt. */
  async function underWay(): Promise<void> {
    await startShop();
    shop.pos.faults.queue('orders', { status: 500 }, 2);
    const message = { orgId: 'org1', runId: 'light', trigger: 'recent', scope: { kind: 'recent' } };
    await expect(shop.deliver(shop.publish(TOPICS.orders, message))).rejects.toThrow();
    shop.queue.length = 0;
    expect(await shop.status()).toMatchObject({ state: 'running', lease: { runId: 'light' } });
  }

  it('takes its place, and records that', async () => {
    await underWay();
    await shop.sync({ runId: 'whole' });
    expect(await shop.status()).toMatchObject({ state: 'succeeded', lastRunId: 'whole', lease: null });
    expect(await shop.runs()).toEqual([
      expect.anything(),
      expect.objectContaining({
        runId: 'light',
        state: 'failed',
        error: expect.objectContaining({ code: 'run_replaced' }),
      }),
      expect.objectContaining({ runId: 'whole', state: 'succeeded' }),
    ]);
  });

  it('is what other work does too, after which all is as it was', async () => {
    await underWay();
    await withTenantLease(shop.context, new Database(shop.server.firestore), 'org1', 'erasure', () =>
      Promise.resolve(),
    );
    expect(await shop.status()).toMatchObject({ state: 'succeeded', lease: null, run: null });
  });

  it('is waited for by the next run for recent changes', async () => {
    await underWay();
    await recent();
    expect(ignored()).toEqual(['lease_held']);
  });
});

describe('scheduleRecentChanges', () => {
  it.each([
    ['12:05', 10, []],
    ['12:10', 10, ['org1', 'org2']],
    ['12:15', 10, ['org3']],
    ['12:30', 5, []],
    ['12:35', 5, ['org1', 'org2', 'org3']],
    ['12:45', 15, ['org1', 'org2', 'org3']],
    ['12:40', 0, []],
    ['12:50', 7, []],
  ])('at %s, every %d minutes by default, publishes for %p', async (time, recentEveryMinutes, expected) => {
    shop = await PipelineHarness.start([{}, {}, {}, {}]);
    const set = async (orgId: string, syncEveryMinutes: unknown) =>
      shop.server.firestore.doc(`tenants/${orgId}`).update({ syncEveryMinutes });
    await set('org2', 'often');
    await set('org3', time === '12:15' ? 15 : recentEveryMinutes === 10 ? 15 : null);
    await set('org4', 0);
    shop.settings = { ...shop.settings, recentEveryMinutes };
    await scheduleRecentChanges(shop.context, new Date(`2026-11-20T${time}:00Z`));
    const messages: Record<string, unknown>[] = shop.queue.map(({ topic, data }) => ({
      topic,
      ...decodeObject(data),
    }));
    expect(messages.map(({ orgId }) => orgId).sort()).toEqual(expected);
    for (const message of messages) {
      const runId = `20261120T${time.replace(':', '')}00000Z-recent`;
      expect(message).toMatchObject({
        topic: TOPICS.orders,
        runId,
        trigger: 'recent',
        scope: { kind: 'recent' },
      });
    }
  });
});
