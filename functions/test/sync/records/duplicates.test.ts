import { World, type WireRow } from '../../../../tools/pos/world';
import { batchRow, customerRow, tillOrder } from '../../scenarios/rows';
import { dataWrites, lastRun, stored } from '../../scenarios/stored';
import { PipelineHarness } from '../../support/pipeline';

jest.setTimeout(120_000);

let shop: PipelineHarness;
afterEach(() => shop.stop());

const name = (id: number, fields: WireRow): WireRow => ({ id_customer: id, name_first: 'Ann', ...fields });

/** Rows of one id each, of which some are faulty. The last of each is in order; id 4 has none that is. */
const CUSTOMERS = [
  [name(1, { date_of_birth: '1990-13-01' }), name(1, { date_of_birth: '1990-01-01' })],
  [
    name(2, { date_of_birth: 'x' }),
    name(2, { date_of_birth: 'y' }),
    name(2, { date_of_birth: '1990-01-02' }),
  ],
  [name(3, { loyalty_points: 'many' }), name(3, { loyalty_points: 3 }), name(3, { loyalty_points: 3 })],
  [name(4, { date_of_birth: 'x' }), name(4, { date_of_birth: 'y', phone: '5550100' })],
];
const ORDERS = [
  [
    tillOrder(1, { customer: 1, daysAgo: 3 }, { subtotal: 'much' }),
    tillOrder(1, { customer: 1, daysAgo: 3 }),
  ],
  [
    tillOrder(2, { customer: 1, daysAgo: 3, total: 'x' }),
    tillOrder(2, { customer: 1, daysAgo: 3, total: 7 }),
  ],
];
const BATCHES = [
  batchRow(9001, 1, { cost_of_good: 'x' }),
  batchRow(9001, 2, { cost_of_good: 'y' }),
  batchRow(9001, 3, { available: 'some' }),
  batchRow(9001, 4),
];

function reorder(world: World, order: (rows: readonly WireRow[]) => WireRow[]): void {
  for (const collection of [world.customers, world.orders, world.inventory]) {
    const rows = order(collection.rows);
    for (const row of rows) collection.remove(Number(row['id_customer'] ?? row['id_item'] ?? row['id']));
    collection.addAll(rows);
  }
}

const withoutTimes = (documents: Record<string, Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(documents).map(([id, { updatedAt: _updated, lastSeenAt: _seen, ...rest }]) => [id, rest]),
  );
const everything = async () => ({
  customers: withoutTimes(await stored(shop, 'customers')),
  orders: withoutTimes(await stored(shop, 'orders')),
  items: withoutTimes(await stored(shop, 'publicViews/products/items')),
  quarantine: withoutTimes(await stored(shop, 'sync_quarantine')),
});

describe('rows of one id, of which some are faulty', () => {
  it('give the same in whatever order they come, and a sync in which only that changes writes nothing', async () => {
    const world = new World();
    world.customers.addAll(CUSTOMERS.flat());
    world.orders.addAll(ORDERS.flat());
    world.inventory.addAll(BATCHES);
    shop = await PipelineHarness.start([{ world }]);
    await shop.sync();
    const first = await everything();
    expect(first.customers).toMatchObject({
      alleaves_1: { birthDate: '1990-01-01' },
      alleaves_2: { birthDate: '1990-01-02' },
      alleaves_3: { loyaltyPoints: 3 },
      alleaves_4: { birthDate: null },
    });
    expect(first.orders).toMatchObject({ alleaves_1: { total: 50 }, alleaves_2: { total: 7 } });
    expect(Object.keys(first.quarantine)).toEqual([
      ...['customers_1', 'customers_2', 'customers_3', 'customers_4', 'items_9001'],
      ...['orders_1', 'orders_2'],
    ]);

    const orders: ((rows: readonly WireRow[]) => WireRow[])[] = [
      (rows) => [...rows],
      (rows) => rows.toReversed(),
      (rows) => [...rows.slice(1), ...rows.slice(0, 1)],
      (rows) => rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? 1 : -1)),
    ];
    for (const order of orders) {
      reorder(world, order);
      shop.clock.advance(30 * 60_000);
      expect(await dataWrites(shop, () => shop.sync())).toEqual([]);
      expect((await lastRun(shop))['billed']).toMatchObject({ writes: 6, deletes: 0 });
    }
    expect(await everything()).toEqual(first);
  });

  it('leave quarantine when all of them are in order, and the record when the POS changes it', async () => {
    const world = new World();
    world.customers.addAll(CUSTOMERS[0] ?? []);
    shop = await PipelineHarness.start([{ world }]);
    await shop.sync();
    world.customers.update(1, { date_of_birth: '1991-01-01' });
    await shop.sync();
    expect(await stored(shop, 'sync_quarantine')).toEqual({});
    expect(await stored(shop, 'customers')).toMatchObject({ alleaves_1: { birthDate: '1991-01-01' } });
  });

  it('are settled across pages too', async () => {
    const world = new World();
    world.customers.addAll([
      name(1, { date_of_birth: '1990-13-01' }),
      ...Array.from({ length: 150 }, (_, index) => customerRow(100 + index)),
      name(1, { date_of_birth: '1990-01-01' }),
    ]);
    shop = await PipelineHarness.start([{ world }]);
    await shop.sync();
    expect(await stored(shop, 'customers')).toMatchObject({ alleaves_1: { birthDate: '1990-01-01' } });
    expect(await dataWrites(shop, () => shop.sync())).toEqual([]);
    reorder(world, (rows) => rows.toReversed());
    expect(await dataWrites(shop, () => shop.sync())).toEqual([]);
  });
});

describe('rows of one id that are all in order', () => {
  const both = [name(1, { name_last: 'Old' }), name(1, { name_last: 'New' })];

  it('leave the record as it is stored while one of them says so, in whatever order they come', async () => {
    const world = new World();
    world.customers.addAll(both);
    shop = await PipelineHarness.start([{ world }]);
    await shop.sync();
    const [customer] = Object.values(await stored(shop, 'customers'));

    reorder(world, (rows) => rows.toReversed());
    expect(await dataWrites(shop, () => shop.sync())).toEqual([]);
    world.customers.remove(1);
    world.customers.add(both.find((row) => row['name_last'] !== customer?.['lastName']) ?? {});
    expect(await dataWrites(shop, () => shop.sync())).toEqual(['tenants/org1/customers/alleaves_1']);
  });
});
