import { z } from 'zod';
import { World, type WireRow } from '../../../tools/pos/world';
import { buildRealInventory, REAL_INVENTORY } from '../../../tools/pos/worlds/realInventory';
import { itemDocument } from '../../src/documents/item';
import { marginBeforeTax } from '../../src/rules/menu/prices';
import { PipelineHarness } from '../support/pipeline';
import { batchRow, times } from './rows';
import { column, dataWrites, ITEMS, lastRun, stored, statusOf } from './stored';

jest.setTimeout(120_000);

const LOCATION = { locationId: '1000', tenant: { locationId: '1000' } };
const RETAIL = { area: 'Sales Floor', area_type: 'Retail' };
const item = (id: number) => `tenants/org1/${ITEMS}/alleaves_${id}`;
const image = (name: string) => `https://images.example.com/${name}.jpg`;

let harness: PipelineHarness;
afterEach(() => harness.stop());

function menu(count: number, fields: (number: number) => WireRow = () => ({})): World {
  const world = new World();
  world.inventory.addAll(times(count, (number) => batchRow(9000 + number, 1, fields(number))));
  return world;
}

/** The requests of the last sync to an endpoint. */
async function requestsOf(endpoint: 'inventory' | 'items', work: () => Promise<void>): Promise<number> {
  const before = harness.pos.counters.requests[endpoint];
  await work();
  return harness.pos.counters.requests[endpoint] - before;
}

describe('an inventory of the shape of a real one', () => {
  it('gives 374 items of 395 rows, with prices, stock and margins exact', async () => {
    const { world, expected } = buildRealInventory();
    const rows = world.inventory.rows;
    expect(rows).toHaveLength(REAL_INVENTORY.rows);
    expect(rows.filter((row) => row['use_otd_price'] === false)).toHaveLength(393);
    harness = await PipelineHarness.start([{ world, ...LOCATION }]);
    await harness.sync();

    const items = await stored(harness, ITEMS);
    expect(Object.keys(items)).toHaveLength(REAL_INVENTORY.items);
    const shown = Object.entries(items).map(([id, fields]) => {
      const { price, priceIncludesTax, priceRetail, priceOtd, stock, inStock } = fields;
      const margin = marginBeforeTax(Number(priceRetail), z.number().nullable().parse(fields['cost']));
      return [id, { price, priceIncludesTax, priceRetail, priceOtd, stock, inStock, margin }];
    });
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(expected));
    for (let number = 1; number <= REAL_INVENTORY.unsellableItems; number += 1)
      expect(items[`alleaves_${20_000 + number}`]).toMatchObject({ stock: 0, inStock: false });
    const places = Object.values(items).flatMap((fields) =>
      itemDocument.strict.shape.stockByArea.parse(fields['stockByArea']),
    );
    expect(new Set(places.map(({ area, sellable }) => `${area} ${sellable}`))).toEqual(
      new Set(['Sales Floor true', 'Quaratine false']),
    );
    const lying = rows.map((row) => Number(row['available']));
    expect(places.reduce((sum, { units }) => sum + units, 0)).toBe(
      lying.reduce((sum, units) => sum + units, 0),
    );
    expect(await stored(harness, 'sync_quarantine')).toEqual({});
    expect(await dataWrites(harness, () => harness.sync())).toEqual([]);
  });
});

describe('an inventory that comes in slices', () => {
  const small = { inventoryRows: 10 };

  // Caught: the first slice taken for the whole inventory.
  it.each(['honoured', 'uneven', 'ignored', 'shuffled', 'clamped', 'wrapped', 'capped'] as const)(
    'is read to its end from a POS that answers as %s',
    async (paging) => {
      harness = await PipelineHarness.start([{ world: menu(35), paging }]);
      harness.limit({ pos: small });
      await harness.sync();
      expect(await lastRun(harness)).toMatchObject({ state: 'succeeded' });
      expect((await column(harness, ITEMS, 'stock')).size).toBe(35);
      expect(new Set((await column(harness, ITEMS, 'stock')).values())).toEqual(new Set([10]));
    },
  );

  it('is complete without a total if the POS sends everything whatever it is asked for', async () => {
    harness = await PipelineHarness.start([{ world: menu(35), paging: 'ignored', totals: false }]);
    harness.limit({ pos: small });
    await harness.sync();
    expect(await statusOf(harness)).toMatchObject({ state: 'succeeded', menuProductsCount: 35 });
  });

  // Caught: `total_rows` ignored; a smaller menu taken for the truth; a run that can't have read everything recorded as a success.
  it.each([true, false])(
    'changes nothing and fails where only a part of it comes; total_rows: %p',
    async (totals) => {
      harness = await PipelineHarness.start([{ world: menu(35), paging: 'stuck', totals }]);
      harness.limit({ pos: { inventoryRows: 10_000 } });
      await harness.sync();
      harness.limit({ pos: small });
      harness.world.inventory.update(9003, { price_retail: 26 });
      const before = await statusOf(harness);

      harness.clock.advance(60_000);
      const writes = await dataWrites(harness, () => harness.sync());
      expect(writes.filter((path) => !path.startsWith('dead_letters/'))).toEqual([]);
      expect(await statusOf(harness)).toMatchObject({
        state: 'failed',
        lastSyncAt: before['lastSyncAt'],
        lastError: { code: 'pos_inventory_incomplete', stage: 'products' },
        menuProductsCount: 35,
      });
      await harness.sync({ forceMenu: true });
      expect(await statusOf(harness)).toMatchObject({ state: 'succeeded', menuProductsCount: 10 });
    },
  );

  // Caught: an answer without rows behind the first taken for the end, whatever the rows say of their number.
  it('does not believe that it ends early, and reads it again', async () => {
    harness = await PipelineHarness.start([{ world: menu(35) }]);
    harness.limit({ pos: small });
    await harness.sync();
    const held = harness.pos.holds.next(
      ({ endpoint, parameters }) => endpoint === 'inventory' && parameters['skip'] === 9,
    );
    const sync = harness.sync();
    await held.reached;
    harness.pos.faults.queue('inventory', { body: 'norows' });
    held.release();
    await sync;
    expect(await statusOf(harness)).toMatchObject({ state: 'succeeded', menuProductsCount: 35 });
  });
});

describe('areas', () => {
  const areas = (number: number): WireRow =>
    [RETAIL, { area: 'Quaratine ', area_type: 'Damaged' }, { area: 'Back room', area_type: 'Storage' }, {}][
      number % 4
    ] ?? {};
  const world = () => menu(12, (number) => ({ area: null, ...areas(number) }));
  const stocked = async () => {
    const stock = await column(harness, ITEMS, 'inStock');
    return [...stock].filter(([, inStock]) => inStock === true).map(([id]) => Number(id.slice(-2)));
  };

  // Caught: the area ignored, and a misspelt name taken for one that sells.
  it('sell by their type, and the others show as out of stock', async () => {
    harness = await PipelineHarness.start([{ world: world() }]);
    await harness.sync();
    expect((await column(harness, ITEMS, 'stock')).size).toBe(12);
    expect(await stocked()).toEqual([4, 8, 12]);
  });

  it('sell as the tenant names them, from the next sync on', async () => {
    harness = await PipelineHarness.start([{ world: world() }]);
    await harness.sync();
    const tenant = harness.server.firestore.doc('tenants/org1');
    await tenant.update({ 'pos.sellableAreas': ['BACK  room', 'damaged'] });
    await harness.sync();
    expect(await stocked()).toEqual([1, 2, 5, 6, 9, 10]);
    expect(await dataWrites(harness, () => harness.sync())).toEqual([]);
  });

  it('with few units left show as out of stock where the tenant wants it so', async () => {
    const few = menu(6, (number) => ({ available: number }));
    harness = await PipelineHarness.start([{ world: few, tenant: { minimumStock: 3 } }]);
    await harness.sync();
    expect(await stocked()).toEqual([4, 5, 6]);
    expect([...(await column(harness, ITEMS, 'stock')).values()]).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('rows of another location', () => {
  // Caught: the stock of every location of the company on one menu. Ids of locations are the same in all companies.
  it('are left out and counted, and rows that name none are kept', async () => {
    const world = menu(3, (number) => ({ id_location: number === 1 ? 1000 : undefined }));
    world.inventory.add(batchRow(9001, 2, { id_location: 1001, available: 90 }));
    world.inventory.add(batchRow(9009, 1, { id_location: '1001' }));
    world.inventory.add(batchRow(9002, 2, { id_location: '1000', available: 5 }));
    harness = await PipelineHarness.start([{ world, ...LOCATION }]);
    await harness.sync();
    expect(Object.fromEntries(await column(harness, ITEMS, 'stock'))).toEqual({
      alleaves_9001: 10,
      alleaves_9002: 15,
      alleaves_9003: 10,
    });
    expect(await lastRun(harness)).toMatchObject({
      stages: { products: { skipped: { other_location: 2 } } },
    });
  });
});

describe('images and descriptions', () => {
  const details = (id: number, fields: WireRow = {}): WireRow => ({
    id_item: id,
    media_list: [{ content: image(`${id}-1`) }, { content: image(`${id}-2`) }],
    product_description: '<p>Grown &amp; <b>cured</b></p>',
    ...fields,
  });
  function described(): World {
    const world = menu(5, () => ({ date_updated: '2026-11-01T10:00:00Z' }));
    world.items.addAll([details(9001), details(9002)]);
    return world;
  }
  const unfetched = { description: null, imageUrls: [], imageUrl: null };
  const fetched = (id: number, description = 'Grown & cured') => ({
    description,
    imageUrls: [image(`${id}-1`), image(`${id}-2`)],
    imageUrl: image(`${id}-1`),
  });

  // Caught: a fetch in every sync; one that never comes again; markup on the menu.
  it('are fetched when an item is new or has changed, and not otherwise', async () => {
    const world = described();
    harness = await PipelineHarness.start([{ world }]);
    expect(await requestsOf('items', () => harness.sync())).toBe(1);
    expect(await harness.document(item(9001))).toMatchObject(fetched(9001));
    expect(await harness.document(item(9003))).toMatchObject(unfetched);

    expect(await requestsOf('items', () => harness.sync())).toBe(0);
    world.items.update(9001, { product_description: 'Cured twice' });
    expect(await requestsOf('items', () => harness.sync())).toBe(0);

    world.inventory.update(9001, { date_updated: '2026-11-02T10:00:00Z' });
    const writes = await dataWrites(harness, async () => {
      expect(await requestsOf('items', () => harness.sync())).toBe(1);
    });
    expect(writes).toEqual([item(9001)]);
    expect(await harness.document(item(9001))).toMatchObject(fetched(9001, 'Cured twice'));

    // A change of something that the menu doesn't have.
    world.inventory.update(9001, { date_updated: '2026-11-03T10:00:00Z' });
    expect(await dataWrites(harness, () => harness.sync())).toEqual([]);
    expect(await requestsOf('items', () => harness.sync())).toBe(0);
    expect(await dataWrites(harness, () => harness.sync({ mode: 'full' }))).toEqual([]);
  });

  it('stay when prices and stock change, and are fetched for an item that comes back', async () => {
    const world = described();
    harness = await PipelineHarness.start([{ world }]);
    await harness.sync();
    world.inventory.update(9001, { price_retail: 31, available: 2 });
    expect(await requestsOf('items', () => harness.sync())).toBe(0);
    expect(await harness.document(item(9001))).toMatchObject({ price: 31, stock: 2, ...fetched(9001) });

    await harness.server.firestore.doc(item(9001)).delete();
    expect(await requestsOf('items', () => harness.sync())).toBe(1);
    expect(await harness.document(item(9001))).toMatchObject({ price: 31, ...fetched(9001) });
  });

  // Caught: a menu that fails, or loses what it has, because its images can't be fetched.
  it.each([
    ['an error', { status: 500 }, 'details_pos_server_error'],
    ['an endpoint that is missing', { status: 404 }, 'details_pos_endpoint_missing'],
    ['an error under 200', { beside: { success: false, message: 'timeout' } }, 'details_pos_error_answer'],
    ['no rows', { body: 'norows' }, 'details_incomplete'],
  ] as const)(
    'that end in %s leave the menu as it is, and are fetched by the next sync',
    async (_name, fault, reason) => {
      const world = described();
      harness = await PipelineHarness.start([{ world }]);
      harness.pos.faults.queue('items', fault, 5);
      await harness.sync();
      expect(await lastRun(harness)).toMatchObject({
        state: 'succeeded',
        stages: { products: { added: 5, skipped: { [reason]: 5 } } },
      });
      expect(await harness.document(item(9001))).toMatchObject({ price: 25, ...unfetched });
      harness.pos.faults.clear();
      await harness.sync();
      expect(await harness.document(item(9001))).toMatchObject(fetched(9001));

      world.inventory.update(9001, { date_updated: '2026-11-02T10:00:00Z', price_retail: 26 });
      world.items.update(9001, { product_description: 'Cured twice' });
      harness.pos.faults.queue('items', fault, 5);
      await harness.sync();
      expect(await harness.document(item(9001))).toMatchObject({ price: 26, ...fetched(9001) });
      harness.pos.faults.clear();
      await harness.sync();
      expect(await harness.document(item(9001))).toMatchObject(fetched(9001, 'Cured twice'));
    },
  );

  it('keep the image of the staff where the POS has none, and give way to one of the POS', async () => {
    const world = described();
    harness = await PipelineHarness.start([{ world }]);
    await harness.sync();
    const { firestore } = harness.server;
    await firestore.doc(item(9003)).update({ imageUrl: image('staff') });
    world.inventory.update(9003, { date_updated: '2026-11-02T10:00:00Z', price_retail: 30 });
    await harness.sync();
    await harness.sync({ mode: 'full' });
    expect(await harness.document(item(9003))).toMatchObject({ imageUrl: image('staff'), imageUrls: [] });

    world.items.add(details(9003));
    world.inventory.update(9003, { date_updated: '2026-11-03T10:00:00Z' });
    await harness.sync();
    expect(await harness.document(item(9003))).toMatchObject(fetched(9003));
  });

  // Caught: a change that only a row tells of which can't be read (found by the simulator).
  it('are fetched when a row has changed that can’t be read', async () => {
    const world = described();
    const unreadable = { available: 'n/a', date_updated: '2026-11-01T10:00:00Z' };
    world.inventory.add(batchRow(9003, 77, unreadable));
    harness = await PipelineHarness.start([{ world }]);
    await harness.sync();
    expect(await requestsOf('items', () => harness.sync())).toBe(0);
    world.items.add(details(9003));
    const [readable, other] = world.inventory.rows.filter((row) => row['id_item'] === 9003);
    world.inventory.remove(9003);
    world.inventory.addAll([{ ...readable }, { ...other, date_updated: '2026-11-02T10:00:00Z' }]);
    expect(await requestsOf('items', () => harness.sync())).toBe(1);
    expect(await harness.document(item(9003))).toMatchObject(fetched(9003));
    expect(await requestsOf('items', () => harness.sync())).toBe(0);
  });

  it('are left alone where the tenant does not want them', async () => {
    harness = await PipelineHarness.start([{ world: described(), tenant: { itemDetails: false } }]);
    expect(await requestsOf('items', () => harness.sync())).toBe(0);
    expect(await harness.document(item(9001))).toMatchObject(unfetched);
    await harness.server.firestore.doc('tenants/org1').update({ 'pos.itemDetails': true });
    expect(await requestsOf('items', () => harness.sync())).toBe(1);
    expect(await harness.document(item(9001))).toMatchObject(fetched(9001));
  });

  it('are repaired in mode full where somebody has edited them', async () => {
    harness = await PipelineHarness.start([{ world: described() }]);
    await harness.sync();
    await harness.server.firestore.doc(item(9001)).update({ description: 'Buy now', imageUrls: [] });
    await harness.sync({ mode: 'full' });
    expect(await harness.document(item(9001))).toMatchObject(fetched(9001));
  });
});

describe('an item of the menu', () => {
  it('has its weight, and says whether it is cannabis', async () => {
    const world = menu(2, (number) => ({
      weight_useable: number === 1 ? 3.5 : 0,
      weight_useable_uom_short: 'g',
      is_cannabis: number === 1,
    }));
    harness = await PipelineHarness.start([{ world }]);
    await harness.sync();
    expect(await harness.document(item(9001))).toMatchObject({
      weight: 3.5,
      weightUnit: 'g',
      isCannabis: true,
    });
    expect(await harness.document(item(9002))).toMatchObject({
      weight: null,
      weightUnit: null,
      isCannabis: false,
    });
  });
});

describe('settings of the menu', () => {
  it.each([
    [{ sellableAreas: [] }, 'pos.sellableAreas: must be a list of names or types of areas'],
    [{ sellableAreas: 'Retail' }, 'pos.sellableAreas: must be a list of names or types of areas'],
    [{ sellableAreas: ['Retail', ' '] }, 'pos.sellableAreas.1: is an empty name'],
    [{ minimumStock: -1 }, 'pos.minimumStock: must be a number of units from 0 to 1,000,000'],
    [{ minimumStock: 'few' }, 'pos.minimumStock: must be a number of units'],
    [{ itemDetails: 'no' }, 'pos.itemDetails: is neither true nor false'],
  ])('that are wrong stop the sync, which says what it expects: %j', async (tenant, message) => {
    harness = await PipelineHarness.start([{ world: menu(1), tenant }]);
    await harness.sync();
    const [letter] = (await harness.server.firestore.collection('dead_letters').get()).docs;
    expect(letter?.get('error')).toMatchObject({ code: 'tenant_malformed' });
    expect(letter?.get('error.message')).toContain(message);
  });
});
