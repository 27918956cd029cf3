import { buildOddities, buildRoster } from '../../../tools/pos/worlds/builders';
import { World } from '../../../tools/pos/world';
import { TOPICS } from '../../src/sync/run/topics';
import { PipelineHarness } from '../support/pipeline';
import { batchRow, customerRow, DAY, START, tillOrder, times } from './rows';
import { ITEMS, lastRun, stored } from './stored';

jest.setTimeout(240_000);

let harness: PipelineHarness;
afterEach(() => harness.stop());

const DATA = ['customers', 'orders', 'customer_spending', ITEMS, 'sync_quarantine', 'sync_index'];

async function start(world: World, settings: Partial<PipelineHarness['settings']> = {}): Promise<void> {
  harness = await PipelineHarness.start([
    { world, tenant: { historyStart: '2026-01-01', lookbackDays: 60 } },
  ]);
  harness.settings = { ...harness.settings, ...settings };
}

/** Every page is a delivery, and there are many shards. */
async function startInPieces(world: World): Promise<void> {
  await start(world, { timeBudgetMilliseconds: 0 });
  harness.limit({ shard: { entries: 8, loaded: 6, unsaved: 4 }, pos: { pageSize: 20 } });
}

async function everything(): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const collection of DATA) all[collection] = await stored(harness, collection);
  const { lastSyncAt = null, customerCount = 0, orderCount = 0 } = await harness.status();
  return { ...all, lastSyncAt, customerCount, orderCount };
}

/** A run, a second after what was before: runs are found by the time in their ids. */
async function run(message: Record<string, unknown>): Promise<unknown> {
  harness.clock.advance(1_000);
  await harness.sync(message);
  return counted();
}

async function counted(): Promise<unknown> {
  const { state, stages } = await lastRun(harness);
  expect(state).toBe('succeeded');
  return JSON.parse(
    JSON.stringify(stages, (name, value: unknown) => (name === 'durationMs' ? undefined : value)),
  );
}

/** A dry run, and the same run in earnest: what the first counts, the second does. Returns that. */
async function expectExact(message: Record<string, unknown> = {}): Promise<unknown> {
  const before = await everything();
  harness.changes.length = 0;
  const foretold = await run({ ...message, dryRun: true });
  expect(await everything()).toEqual(before);
  expect(await stored(harness, 'sync_preview')).toEqual({});
  expect(foretold).toEqual(await run(message));
  return foretold;
}

/** Changes of every kind at the POS, some of which only matter to a later stage. */
function change(world: World): void {
  world.customers.update(1, { email: 'moved@example.com' });
  world.customers.update(2, { email: null, name_last: 'Renamed' });
  world.customers.addAll([
    customerRow(9_001, { email: 'new@example.com' }),
    customerRow(9_002, { loyalty_points: 'many' }),
  ]);
  world.orders.addAll([
    tillOrder(90_001, { customer: 9_001, daysAgo: 1 }),
    tillOrder(90_002, { customer: 9_002, daysAgo: 2 }),
    tillOrder(90_003, { customer: 1, daysAgo: 0 }, { date_created: 'soon' }),
    tillOrder(90_004, { customer: 424_242, daysAgo: 3 }),
  ]);
  world.inventory.addAll([batchRow(8_001), batchRow(8_002, 1, { price_retail: 'ask' })]);
}

const shop = (customers = 25) =>
  buildRoster({ seed: 21, customers, ordersPerCustomer: 3, items: 12, now: START });

/** Customers on more than one page of {@link startInPieces}. */
const TWO_PAGES = 21;

describe('a dry run', () => {
  // Caught: orders of customers who are new in the same run counted as no_match; spending computed from the stored orders.
  it.each([
    ['a shop of 25 customers', () => shop()],
    ['a world of oddities', () => buildOddities({ now: START })],
  ])('counts what a first sync then does, in %s', async (_name, world) => {
    await start(world());
    const first = await expectExact();
    expect(first).toMatchObject({ spending: { added: expect.any(Number) } });
    expect(JSON.stringify(first)).not.toMatch(/"spending":\{"added":0/);
  });

  it('counts what a sync of changes then does, and writes nothing but the record of itself', async () => {
    const world = shop();
    await start(world);
    await harness.sync();
    change(world);
    harness.clock.advance(DAY);
    const kinds = new Set<string>();
    const stop = harness.server.onChange(({ path }) => kinds.add(path.split('/')[2] ?? ''));
    await harness.sync({ dryRun: true });
    stop();
    expect([...kinds].sort()).toEqual(['sync_preview', 'sync_runs', 'sync_status']);
    const counts = await expectExact();
    expect(counts).toMatchObject({
      customers: { added: 2, updated: 2, quarantined: 1 },
      orders: { added: 2, quarantined: 1, skipped: { no_match: 1 } },
      products: { added: 1, quarantined: 1 },
    });
    // Nothing is left to do, and a dry run says so.
    const none = expect.objectContaining({ added: 0, updated: 0, deleted: 0 });
    expect(await expectExact()).toMatchObject({
      customers: none,
      orders: none,
      spending: none,
      products: none,
    });
  });

  it('counts what a full sync repairs of what was edited by hand', async () => {
    const world = shop();
    await start(world);
    await harness.sync();
    const { firestore } = harness.server;
    const path = (collection: string, id: string) => firestore.doc(`tenants/org1/${collection}/${id}`);
    const [order = '', other = ''] = Object.keys(await stored(harness, 'orders'));
    const [spending = ''] = Object.keys(await stored(harness, 'customer_spending'));
    const [item = '', gone = ''] = Object.keys(await stored(harness, ITEMS));
    await path('orders', order).update({ total: 99_999 });
    await path('orders', other).delete();
    await path('customers', 'alleaves_5').delete();
    await path('customer_spending', spending).update({ totalSpent: 1 });
    await path(ITEMS, item).update({ price: 0 });
    await path(ITEMS, gone).delete();
    await path(ITEMS, 'stray').set({ name: 'Imported' });
    change(world);
    expect(await expectExact({ mode: 'full' })).toMatchObject({
      products: { added: 2, updated: 1, deleted: 1 },
    });
  });

  it.each([{}, { mode: 'full' }])(
    'counts the same in many pieces, and over many shards (%j)',
    async (message) => {
      const world = shop(TWO_PAGES);
      await startInPieces(world);
      await expectExact(message);
      change(world);
      harness.clock.advance(DAY);
      await expectExact(message);
      expect(harness.lines.filter(({ message: text }) => text === 'stage finished').length).toBeGreaterThan(
        25,
      );
    },
  );

  it('counts the same where deliveries die before they hand over', async () => {
    await startInPieces(shop(TWO_PAGES));
    harness.publish(TOPICS.customers, { orgId: 'org1', dryRun: true });
    let deaths = 0;
    for (let next = harness.queue.shift(); next; next = harness.queue.shift()) {
      await harness.deliver(next);
      if (deaths >= 6 || harness.queue.length === 0) continue;
      // All it did is done, and its message is lost; so it is delivered again.
      deaths += 1;
      harness.queue.length = 0;
      await harness.deliver(next);
    }
    expect(deaths).toBe(6);
    const foretold = await counted();
    expect(await stored(harness, 'sync_preview')).toEqual({});
    expect(foretold).toEqual(await run({}));
  });

  it('leaves the status as it was, and moves neither counts nor lastSyncAt', async () => {
    await start(new World());
    harness.world.customers.addAll(times(3, (id) => customerRow(id)));
    await harness.sync({ dryRun: true });
    expect(await harness.status()).toMatchObject({
      state: 'idle',
      lastSyncAt: null,
      customerCount: 0,
      lease: null,
    });
  });
});
