import { buildOddities, buildRoster } from '../../../tools/pos/worlds/builders';
import { World } from '../../../tools/pos/world';
import { PipelineHarness } from '../support/pipeline';
import { batchRow, customerRow, DAY, START, tillOrder, times } from './rows';
import { dataWrites, ITEMS, lastRun, stored } from './stored';

jest.setTimeout(120_000);

let harness: PipelineHarness;
afterEach(() => harness.stop());

const worlds: [name: string, world: () => World][] = [
  ['a world of oddities, quarantined rows included', () => buildOddities({ now: START })],
  [
    'a shop of 150 customers',
    () => buildRoster({ seed: 5, customers: 150, now: START, shareWithEmail: 0.2 }),
  ],
];

describe('a second sync when nothing has changed', () => {
  // Caught: a timestamp or a run id in what is compared; rows seen twice that take turns; a quarantine refreshed each time.
  it.each(worlds)('writes no data and raises no event for %s', async (_name, world) => {
    harness = await PipelineHarness.start([{ world: world() }]);
    await harness.sync();
    const before = await stored(harness, 'sync_index');

    for (let half = 1; half <= 2; half += 1) {
      harness.clock.advance(30 * 60_000);
      expect(await dataWrites(harness, () => harness.sync())).toEqual([]);
    }
    expect(await stored(harness, 'sync_index')).toEqual(before);
    const none = expect.objectContaining({ added: 0, updated: 0, deleted: 0 });
    const run = await lastRun(harness);
    expect(run).toMatchObject({
      state: 'succeeded',
      stages: { customers: none, orders: none, spending: none, products: none },
    });
    // What is written are the status as each stage begins, and the record of the run.
    expect(run['billed']).toMatchObject({ writes: 6, deletes: 0 });
  });

  it('writes no data in mode full either', async () => {
    harness = await PipelineHarness.start([{ world: buildOddities({ now: START }) }]);
    await harness.sync();
    expect(await dataWrites(harness, () => harness.sync({ mode: 'full' }))).toEqual([]);
  });
});

describe('a quarantined row', () => {
  const bad = {
    customer: { loyalty_points: 'many' },
    order: { total: 'twelve' },
    item: { price_retail: 'ask' },
  };
  function shop(): World {
    const world = new World();
    world.customers.addAll(times(50, (id) => customerRow(id, id <= 3 ? bad.customer : {})));
    world.orders.addAll(
      times(50, (id) => tillOrder(id, { customer: id, daysAgo: 8 }, id <= 3 ? bad.order : {})),
    );
    world.inventory.addAll(times(50, (id) => batchRow(9000 + id, 1, id <= 3 ? bad.item : {})));
    return world;
  }

  it('is kept as received with what is wrong with it, and leaves when the POS has repaired it', async () => {
    const world = shop();
    harness = await PipelineHarness.start([{ world }]);
    await harness.sync();
    const quarantine = await stored(harness, 'sync_quarantine');
    expect(Object.keys(quarantine).sort()).toEqual([
      'customers_1',
      'customers_2',
      'customers_3',
      'items_9001',
      'items_9002',
      'items_9003',
      'orders_1',
      'orders_2',
      'orders_3',
    ]);
    expect(quarantine['orders_2']).toMatchObject({
      stream: 'orders',
      posId: '2',
      issues: [{ path: 'total' }],
      payload: { id: 2, total: 'twelve' },
      count: 1,
      firstSeenAt: START,
    });

    for (const id of [1, 2]) {
      world.customers.update(id, { loyalty_points: 12 });
      world.orders.update(id, { total: 12 });
      world.inventory.update(9000 + id, { price_retail: 12 });
    }
    await harness.sync();
    expect(Object.keys(await stored(harness, 'sync_quarantine')).sort()).toEqual([
      'customers_3',
      'items_9003',
      'orders_3',
    ]);
    expect(await harness.document('tenants/org1/orders/alleaves_2')).toMatchObject({ total: 12 });
    expect(await harness.document('tenants/org1/customers/alleaves_2')).toMatchObject({
      loyaltyPoints: 12,
      totalSpent: 12,
    });
    expect(await harness.document(`tenants/org1/${ITEMS}/alleaves_9002`)).toMatchObject({ price: 12 });
  });

  it('counts the days on which it comes again', async () => {
    harness = await PipelineHarness.start([{ world: shop() }]);
    for (let day = 0; day <= 3; day += 1) {
      if (day > 0) harness.clock.advance(DAY);
      await harness.sync();
    }
    const quarantine = await stored(harness, 'sync_quarantine');
    expect(quarantine['orders_3']).toMatchObject({
      count: 4,
      firstSeenAt: START,
      lastSeenAt: harness.clock.now(),
    });
  });
});
