import type { Paging } from '../../../tools/pos/pages';
import { World } from '../../../tools/pos/world';
import { TOPICS } from '../../src/sync/run/topics';
import { PipelineHarness } from '../support/pipeline';
import { customerRow, tillOrder, times } from './rows';
import { column, dataWrites, lastRun, statusOf, stored } from './stored';

jest.setTimeout(120_000);

let harness: PipelineHarness;
afterEach(() => harness.stop());

function shop(customers: number): World {
  const world = new World();
  world.customers.addAll(times(customers, (id) => customerRow(id)));
  world.orders.addAll(times(customers, (id) => tillOrder(id, { customer: id, daysAgo: 3, total: 20 })));
  return world;
}

const ids = async (collection: string) => (await column(harness, collection, 'orgId')).size;

describe('a POS whose pages have no end', () => {
  // Caught: reading on forever, a walk that stops at the first page it has seen, and one that passes for complete.
  it.each<[Paging]>([['ignored'], ['shuffled'], ['wrapped'], ['clamped']])(
    'is read once, and quietly from then on: %s',
    async (paging) => {
      harness = await PipelineHarness.start([{ world: shop(120), paging }]);
      await harness.sync();
      expect([await ids('customers'), await ids('orders')]).toEqual([120, 120]);
      const run = await lastRun(harness);
      expect(run).toMatchObject({
        state: 'succeeded',
        stages: {
          customers: { skipped: { incomplete_walk: 1 } },
          orders: { skipped: { incomplete_walk: 1 } },
        },
      });
      expect(await dataWrites(harness, () => harness.sync())).toEqual([]);
    },
  );

  it('fails, and says so, where only the first page comes', async () => {
    harness = await PipelineHarness.start([{ world: shop(120), paging: 'stuck' }]);
    await harness.sync();
    expect(await statusOf(harness)).toMatchObject({
      state: 'failed',
      lastSyncAt: null,
      lastError: { code: 'pos_pages_repeat' },
    });
  });
});

describe('a page that is shorter than the others', () => {
  // Caught: a short page taken for the end, and gaps where a server caps the page.
  it.each<[Paging]>([['uneven'], ['capped']])('is not the end: %s', async (paging) => {
    harness = await PipelineHarness.start([{ world: shop(349), paging }]);
    await harness.sync();
    expect([await ids('customers'), await ids('orders')]).toEqual([349, 349]);
    expect(await lastRun(harness)).toMatchObject({
      state: 'succeeded',
      stages: { customers: { skipped: {} } },
    });
  });
});

describe('an answer with more than was asked for', () => {
  // Caught: the first list in an answer taken for the rows.
  it('gives the rows of its stream alone, where others stand before them', async () => {
    harness = await PipelineHarness.start([{ world: shop(1) }]);
    harness.pos.faults.queue('orders', { beside: { customers: [{ id_customer: 1, name_first: 'Ann' }] } });
    await harness.sync();
    expect(await ids('orders')).toBe(1);
    expect(await stored(harness, 'sync_quarantine')).toEqual({});
  });
});

describe('an answer in another charset', () => {
  // Caught: a body read as UTF-8 whatever it declares, which stores a replacement for each accent.
  it('is read in the one it declares, or the run says that it can’t be', async () => {
    const world = new World();
    world.customers.add(customerRow(1, { name_first: 'José' }));
    harness = await PipelineHarness.start([{ world }]);
    harness.pos.faults.queue('customers', { charset: 'iso-8859-1' });
    await harness.sync();
    expect(await stored(harness, 'customers')).toMatchObject({ alleaves_1: { firstName: 'José' } });

    harness.pos.faults.queue('customers', { charset: 'iso-8859-1', declared: null });
    await harness.sync();
    expect(await statusOf(harness)).toMatchObject({
      state: 'failed',
      lastError: { code: 'pos_body_undecodable' },
    });
    expect(await stored(harness, 'customers')).toMatchObject({ alleaves_1: { firstName: 'José' } });
  });
});

describe('a row that is nested without end', () => {
  // Caught: a recursion over the row that exhausts the stack, and with it the run.
  it.each([5_000, 20_000])('is put aside, %d levels deep, and the others are there', async (levels) => {
    harness = await PipelineHarness.start([{ world: shop(1) }]);
    const deep = `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    harness.pos.faults.queue('customers', {
      text: `[{"id_customer":1},{"id_customer":9,"a":${deep}},${deep}]`,
    });
    await harness.sync();
    expect(await lastRun(harness)).toMatchObject({ state: 'succeeded', stages: { customers: { added: 1 } } });
    const quarantine = Object.values(await stored(harness, 'sync_quarantine'));
    expect(quarantine.map(({ posId }) => posId).sort()).toEqual(['9', null]);
    expect(quarantine).toContainEqual(
      expect.objectContaining({ issues: [{ path: '', message: 'is nested more than 100 levels deep' }] }),
    );
  });
});

describe('a customer who slips past the walk', () => {
  const window = async () => (await lastRun(harness))['window'];

  /** A first sync of one page a delivery; the customer is deleted at the POS when the first page has been read. */
  async function firstSync(world: World, deleted: number): Promise<void> {
    harness = await PipelineHarness.start([{ world, tenant: { historyStart: '2026-01-01' } }]);
    harness.settings = { ...harness.settings, timeBudgetMilliseconds: 0 };
    harness.publish(TOPICS.customers, { orgId: 'org1' });
    await harness.deliver(next());
    world.customers.remove(deleted);
    await harness.settle();
    harness.settings = { ...harness.settings, timeBudgetMilliseconds: 60_000 };
    expect(await lastRun(harness)).toMatchObject({ state: 'succeeded' });
  }

  function next() {
    const delivery = harness.queue.shift();
    if (delivery === undefined) throw new Error('Nothing is to be delivered');
    return delivery;
  }

  // Caught: an order without its customer skipped for good, and a history that is read again with every sync.
  it('is there after the next sync, with orders that its window would not reach, which are read once more only', async () => {
    const world = new World();
    world.customers.addAll(times(150, (id) => customerRow(id)));
    world.orders.addAll([
      tillOrder(1, { customer: 50, daysAgo: 200, total: 77 }),
      tillOrder(2, { customer: 9_999, daysAgo: 190, total: 5 }),
      tillOrder(3, { customer: null, daysAgo: 250, total: 5 }),
    ]);
    await firstSync(world, 100);
    expect(await ids('customers')).toBe(149);
    expect(await stored(harness, 'orders')).toEqual({});
    expect(await statusOf(harness)).toMatchObject({ revisitFrom: '2026-05-04' });

    harness.clock.advance(30 * 60_000);
    await harness.sync();
    expect(await window()).toEqual({ from: '2026-05-04', to: '2026-11-20' });
    expect(await stored(harness, 'customers')).toMatchObject({
      alleaves_50: { totalSpent: 77, orderCount: 1 },
    });
    expect(await statusOf(harness)).toMatchObject({ revisitFrom: null });

    harness.clock.advance(30 * 60_000);
    await harness.sync();
    expect(await window()).toEqual({ from: '2026-08-22', to: '2026-11-20' });
  });

  it('is met again after a sync that fails in between, and after a backfill', async () => {
    const world = new World();
    world.customers.addAll(times(150, (id) => customerRow(id)));
    world.orders.add(tillOrder(1, { customer: 50, daysAgo: 200, total: 77 }));
    await firstSync(world, 100);
    harness.pos.faults.queue('orders', { status: 400 });
    await harness.sync();
    expect(await statusOf(harness)).toMatchObject({ state: 'failed', revisitFrom: '2026-05-04' });

    await harness.sync({
      trigger: 'backfill',
      scope: { kind: 'window', from: '2026-01-01', to: '2026-01-31' },
    });
    expect(await statusOf(harness)).toMatchObject({ revisitFrom: '2026-05-04' });
    await harness.sync();
    expect(await stored(harness, 'customers')).toMatchObject({ alleaves_50: { totalSpent: 77 } });
  });
});
