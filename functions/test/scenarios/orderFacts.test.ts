import { World, type WireRow } from '../../../tools/pos/world';
import { PipelineHarness } from '../support/pipeline';
import { customerRow, tillOrder, times } from './rows';
import { dataWrites, lastRun, statusOf, stored } from './stored';

jest.setTimeout(120_000);

let harness: PipelineHarness;
afterEach(() => harness.stop());

/** A shop with one customer, and an order for each of the given fields, in dollars its number. */
function shopOf(orders: readonly WireRow[]): World {
  const world = new World();
  world.customers.add(customerRow(1));
  world.orders.addAll(
    orders.map((fields, index) =>
      tillOrder(index + 1, { customer: 1, daysAgo: 1, total: index + 1 }, fields),
    ),
  );
  return world;
}

const fieldOfOrders = async (name: string) =>
  Object.values(await stored(harness, 'orders')).map((fields) => fields[name]);

describe('the flags of an order', () => {
  // Caught: the status word believed where the order was cancelled, which counts what nobody paid.
  it('outrank its status word', async () => {
    const world = shopOf([
      { cancel: true, status: 'completed' },
      { void: true, status: 'delivered' },
      { complete: true, cancel: false, status: 'processing' },
      { complete: false, paid_in_full: true, status: 'submitted' },
    ]);
    harness = await PipelineHarness.start([{ world }]);
    await harness.sync();
    expect(await fieldOfOrders('status')).toEqual(['cancelled', 'cancelled', 'completed', 'submitted']);
    expect(await fieldOfOrders('counts')).toEqual([false, false, true, true]);
    expect((await stored(harness, 'customers'))['alleaves_1']).toMatchObject({
      totalSpent: 7,
      orderCount: 2,
    });
  });
});

describe('status words that are not known', () => {
  it('are counted in the record of the run, over all of its deliveries, and nothing personal with them', async () => {
    const person = 'Ann Miller called, 315-555-0100';
    const world = shopOf([
      ...times(130, () => ({ status: 'In Transit' })),
      { status: ' in transit ' },
      { status: 'curbside' },
      { status: person },
      { status: 7 },
      { status: null },
      { status: 'completed' },
    ]);
    harness = await PipelineHarness.start([{ world }]);
    harness.settings = { ...harness.settings, timeBudgetMilliseconds: 0 };
    await harness.sync();
    const run = await lastRun(harness);
    expect(run).toMatchObject({
      state: 'succeeded',
      unknownStatuses: { 'in transit': 131, curbside: 1, '7': 1, '(other)': 1 },
    });
    expect(JSON.stringify([run, harness.lines])).not.toContain('Miller');
  });

  it('are none in a run that knows all', async () => {
    harness = await PipelineHarness.start([{ world: shopOf([{}]) }]);
    await harness.sync();
    expect(await lastRun(harness)).toMatchObject({ unknownStatuses: {} });
  });
});

describe('the lines of an order', () => {
  // Caught: the id of the line, one for each unit sold, taken for the product's, which joins nothing on the menu.
  it('name the product, never themselves', async () => {
    const line = { item: 'Blue Dream', quantity: 1, price: 10 };
    const world = shopOf([
      {
        items: [
          { id_item: 880_001, id_inventory_item: 9001, ...line },
          { id_item: 880_002, id_inventory_item: null, ...line },
          { id_item: 880_003, ...line },
          { id_item: 880_004, product_id: 9002, ...line },
        ],
      },
      {
        items: [
          { id_item: 9001, ...line },
          { product_id: 9002, ...line },
          { id: 5, ...line },
        ],
      },
    ]);
    harness = await PipelineHarness.start([{ world }]);
    await harness.sync();
    const items = (await fieldOfOrders('items')).map((lines) =>
      Array.isArray(lines) ? lines.map((each) => each['posItemId']) : lines,
    );
    expect(items).toEqual([
      ['9001', null, null, '9002'],
      ['9001', '9002', null],
    ]);
  });
});

describe('rows of several locations of one company', () => {
  const locations = [undefined, 1001, '1001', 0, 1002, '1003'];

  function companyOf(): World {
    const world = new World();
    const named = (id_location: unknown) => (id_location === undefined ? {} : { id_location });
    world.customers.addAll(locations.map((id, index) => customerRow(index + 1, named(id))));
    world.orders.addAll(
      locations.map((id, index) => tillOrder(index + 1, { customer: 1, daysAgo: 1, total: 10 }, named(id))),
    );
    return world;
  }

  it("are the tenant's where they name its location, or none", async () => {
    const tenant = { locationId: 1001 };
    harness = await PipelineHarness.start([{ world: companyOf(), locationId: '1001', tenant }]);
    await harness.sync();
    expect(await fieldOfOrders('posLocationId')).toEqual([null, '1001', '1001', null]);
    expect(await statusOf(harness)).toMatchObject({ customerCount: 4, orderCount: 4 });
    expect(await lastRun(harness)).toMatchObject({
      stages: {
        customers: { skipped: { other_location: 2 }, quarantined: 0 },
        orders: { skipped: { other_location: 2 }, quarantined: 0 },
      },
    });
    expect(await stored(harness, 'sync_quarantine')).toEqual({});
  });

  it('are all kept in a tenant whose location nobody knows', async () => {
    // The documented dialect can't ask for anything without a location.
    const tenant = { dialect: 'observed' };
    harness = await PipelineHarness.start([{ world: companyOf(), dialect: 'observed', tenant }]);
    await harness.withoutLocation();
    await harness.sync();
    // The inventory can't be asked for without a location: only what comes before it is there.
    expect(await statusOf(harness)).toMatchObject({ lastError: { code: 'pos_location_missing' } });
    expect(await fieldOfOrders('posLocationId')).toEqual([null, '1001', '1001', null, '1002', '1003']);
    expect(Object.keys(await stored(harness, 'customers'))).toHaveLength(6);
  });

  it('do not make a customer gone who is of another location by now', async () => {
    const world = companyOf();
    harness = await PipelineHarness.start([{ world, locationId: '1001', tenant: { locationId: '1001' } }]);
    await harness.sync();
    world.customers.update(2, { id_location: 1002, name_first: 'Bo' });
    expect(await dataWrites(harness, () => harness.sync())).toEqual([]);
    expect(await statusOf(harness)).toMatchObject({ customerCount: 4 });
  });
});

describe('the last day of a window', () => {
  // Caught: a POS that leaves out the last day asked for, which loses the orders of today until tomorrow.
  it.each(['inclusive', 'exclusive'] as const)('is read where the POS takes it as %s', async (endDate) => {
    const world = shopOf([{}]);
    world.orders.add(tillOrder(2, { customer: 1, daysAgo: 0 }));
    harness = await PipelineHarness.start([{ world, endDate }]);
    await harness.sync();
    expect(await statusOf(harness)).toMatchObject({ orderCount: 2 });
    expect(await lastRun(harness)).toMatchObject({ window: { to: '2026-11-20' } });
  });
});

describe('the size of pages', () => {
  const shop = () => {
    const world = new World();
    world.customers.addAll(times(620, (id) => customerRow(id)));
    return world;
  };
  /** Expects as many requests of a size, after one for 1,000 if the size isn't known. */
  const expectSizes = (size: number, [atLeast, atMost]: readonly [number, number], isKnown = false) => {
    const asked = harness.pos.recorded
      .filter(({ endpoint }) => endpoint === 'customers')
      .map(({ parameters }) => Number(parameters['pageSize']));
    const ofSize = asked.slice(isKnown ? 0 : 1);
    if (!isKnown) expect(asked[0]).toBe(1000);
    expect(new Set(ofSize)).toEqual(new Set([size]));
    expect(ofSize.length).toBeGreaterThanOrEqual(atLeast);
    expect(ofSize.length).toBeLessThanOrEqual(atMost);
    harness.pos.resetCounters();
  };

  it.each([
    // All 620 may be a limit: 620 are asked for then.
    ['gives as many as are asked for', { maximumPageSize: 1000 }, 620, [1, 1], [1, 1], null],
    // All pages, an empty one, and the first one again; at most two more past the end, asked for before the last was answered.
    ['cuts them', { maximumPageSize: 250 }, 250, [5, 6], [5, 7], 250],
    // Later it begins with three pages, and looks at all of them again.
    ['refuses more than 100', { oversizedPages: 'refused' as const }, 100, [9, 11], [11, 11], 100],
  ] as const)('is what a POS gives that %s, and is remembered', async (...row) => {
    const [, tenant, size, first, later, pageSize] = row;
    harness = await PipelineHarness.start([{ world: shop(), ...tenant }]);
    await harness.sync();
    expectSizes(size, first);
    expect(await statusOf(harness)).toMatchObject({ state: 'succeeded', customerCount: 620, pageSize });

    await harness.sync();
    expectSizes(size, later, pageSize !== null);
    expect(await statusOf(harness)).toMatchObject({ state: 'succeeded', pageSize });

    await harness.sync({ mode: 'full' });
    expectSizes(size, first);
    expect(await statusOf(harness)).toMatchObject({ state: 'succeeded', customerCount: 620, pageSize });
  });

  it('says why where no size is taken', async () => {
    harness = await PipelineHarness.start([
      { world: shop(), oversizedPages: 'refused', maximumPageSize: 20 },
    ]);
    await harness.sync();
    expect(await statusOf(harness)).toMatchObject({
      state: 'failed',
      lastError: { code: 'pos_request_refused' },
    });
  });
});
