import { World } from '../../../tools/pos/world';
import { addDays } from '../../src/rules/time/time';
import { PipelineHarness } from '../support/pipeline';
import { customerRow, DAY, START, tillOrder, times } from './rows';
import { column, lastRun, statusOf } from './stored';

jest.setTimeout(120_000);

let harness: PipelineHarness;
afterEach(() => harness.stop());

/** The windows read, in order and each once. `endDate` is the day after the last. */
function windows(): string[] {
  const asked = harness.pos.recorded.filter(({ endpoint }) => endpoint === 'orders');
  const read = asked.map(
    ({ parameters }) => `${String(parameters['startDate'])}/${addDays(String(parameters['endDate']), -1)}`,
  );
  return [...new Set(read)];
}

function shop(): World {
  const world = new World();
  world.customers.addAll(times(50, (id) => customerRow(id)));
  return world;
}

describe('orders older than the window', () => {
  it('still count for spending and segment, and a late change inside the window adds to them', async () => {
    const world = shop();
    world.orders.addAll(
      times(500, (id) => tillOrder(id, { customer: (id % 50) + 1, daysAgo: 30, total: 110 })),
    );
    harness = await PipelineHarness.start([{ world }]);
    await harness.sync();
    harness.clock.advance(89 * DAY);
    await harness.sync();
    harness.clock.advance(89 * DAY);
    world.orders.add(tillOrder(900, { customer: 2, daysAgo: 2, total: 5, now: harness.clock.now() }));
    await harness.sync();

    expect(await lastRun(harness)).toMatchObject({
      stages: { orders: { added: 1, updated: 0, unchanged: 0 } },
    });
    const orderCounts = await column(harness, 'customers', 'orderCount');
    expect(orderCounts.get('alleaves_2')).toBe(11);
    expect(orderCounts.get('alleaves_3')).toBe(10);
    expect(new Set((await column(harness, 'customers', 'segment')).values())).toEqual(new Set(['vip']));
  });
});

describe('historyStart', () => {
  it('makes the first run reach back in parts without gap or overlap, and only the first', async () => {
    const world = shop();
    // One order a day over two years.
    world.orders.addAll(times(731, (id) => tillOrder(id, { customer: (id % 50) + 1, daysAgo: id - 1 })));
    harness = await PipelineHarness.start([{ world, tenant: { historyStart: '2024-11-20' } }]);
    // Each page is a delivery of its own, so that the run goes on from cursors all the time.
    harness.settings = { ...harness.settings, timeBudgetMilliseconds: 0 };
    await harness.sync();

    const parts = windows().map((window) => window.split('/'));
    expect(parts.length).toBeGreaterThan(5);
    expect([parts[0]?.[0], parts.at(-1)?.[1]]).toEqual(['2024-11-20', '2026-11-20']);
    for (const [index, [from = '']] of parts.slice(1).entries()) {
      expect(Date.parse(from) - Date.parse(parts[index]?.[1] ?? '')).toBe(DAY);
    }
    expect(await statusOf(harness)).toMatchObject({ state: 'succeeded', orderCount: 731 });

    harness.pos.resetCounters();
    await harness.sync();
    expect(windows()).toEqual(['2026-08-22/2026-11-20']);
    expect(await statusOf(harness)).toMatchObject({ orderCount: 731 });
  });
});

describe('a long pause', () => {
  it.each([100, 400])('of %d days loses no order', async (days) => {
    const world = shop();
    world.orders.add(tillOrder(1, { customer: 1, daysAgo: 1 }));
    harness = await PipelineHarness.start([{ world }]);
    await harness.sync();

    harness.clock.advance(days * DAY);
    const now = harness.clock.now();
    // One on each day of the pause, the first on the day of the last success, an hour before it.
    world.orders.addAll(
      times(days + 1, (number) => tillOrder(1_000 + number, { customer: 2, daysAgo: number - 1, now })),
    );
    harness.pos.resetCounters();
    await harness.sync();
    expect(await statusOf(harness)).toMatchObject({
      state: 'succeeded',
      orderCount: days + 2,
      lastSyncAt: now,
    });
    expect(windows()[0]?.slice(0, 10)).toBe(new Date(START.getTime() - DAY).toISOString().slice(0, 10));
  });

  it('after failed runs is counted from the last success', async () => {
    const world = shop();
    harness = await PipelineHarness.start([{ world }]);
    await harness.sync();
    world.orders.add(tillOrder(1, { customer: 1, daysAgo: -1 }));
    for (let month = 1; month <= 4; month += 1) {
      harness.clock.advance(30 * DAY);
      // Also for pages of the usual size.
      harness.pos.faults.queue('orders', { status: 400 }, 2);
      await harness.sync();
      expect(await statusOf(harness)).toMatchObject({ state: 'failed', lastSyncAt: START });
    }
    await harness.sync();
    expect(await statusOf(harness)).toMatchObject({ state: 'succeeded', orderCount: 1 });
  });
});
