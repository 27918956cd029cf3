import { buildRoster } from '../../../tools/pos/worlds/builders';
import { World, type WireRow } from '../../../tools/pos/world';
import { PipelineHarness } from '../support/pipeline';
import { batchRow, START, times } from './rows';
import { column, dataWrites, ITEMS, lastRun, stored, statusOf } from './stored';

jest.setTimeout(120_000);

const ITEM_COUNT = 190;

function menu(count = ITEM_COUNT, fields: (number: number) => WireRow = () => ({})): World {
  const world = new World();
  world.inventory.addAll(times(count, (number) => batchRow(9000 + number, 1, fields(number))));
  return world;
}

let harness: PipelineHarness;
afterEach(() => harness.stop());

describe('incident 12: 1,178 products shown where the POS has 190', () => {
  // Caught: an upsert without removal; a removal of only those items that the sync itself wrote.
  it('removes what was imported or entered by hand, and what the POS has dropped', async () => {
    const world = menu();
    harness = await PipelineHarness.start([{ world }]);
    const items = harness.server.firestore.collection(`tenants/org1/${ITEMS}`);
    const bulk = harness.server.firestore.bulkWriter();
    for (let number = 1; number <= 988; number += 1) {
      const source = number % 2 === 0 ? 'cannmenus' : 'manual';
      void bulk.set(items.doc(), { source, name: `Imported ${number}`, price: 10 });
    }
    await bulk.close();
    expect(await column(harness, ITEMS, 'source')).toHaveProperty('size', 988);

    await harness.sync();
    const shown = await column(harness, ITEMS, 'source');
    expect(shown.size).toBe(ITEM_COUNT);
    expect(new Set(shown.values())).toEqual(new Set(['pos']));
    expect(await statusOf(harness)).toMatchObject({ state: 'succeeded', menuProductsCount: ITEM_COUNT });

    for (let number = 1; number <= 60; number += 1) world.inventory.remove(9000 + number);
    await harness.sync();
    const left = await column(harness, ITEMS, 'source');
    expect(left.size).toBe(ITEM_COUNT - 60);
    expect(left.has('alleaves_9060')).toBe(false);
    expect(await statusOf(harness)).toMatchObject({ menuProductsCount: ITEM_COUNT - 60 });
  });

  // Caught: an empty or a halved answer taken for the menu.
  it.each([
    ['an empty answer', ITEM_COUNT],
    ['an answer with less than half of it', 100],
  ])('keeps the menu when %s comes, until an operator forces it', async (_name, missing) => {
    const world = menu();
    harness = await PipelineHarness.start([{ world }]);
    await harness.sync();
    const lastSyncAt = harness.clock.now();
    harness.clock.advance(30 * 60_000);

    for (let number = 1; number <= missing; number += 1) world.inventory.remove(9000 + number);
    const writes = await dataWrites(harness, () => harness.sync());
    expect(writes.filter((path) => path.includes('/items/'))).toEqual([]);
    expect(await statusOf(harness)).toMatchObject({
      state: 'failed',
      lastSyncAt,
      lastError: { code: 'menu_brake', stage: 'products' },
      menuProductsCount: ITEM_COUNT,
    });

    await harness.sync({ forceMenu: true });
    expect((await column(harness, ITEMS, 'source')).size).toBe(ITEM_COUNT - missing);
    expect(await statusOf(harness)).toMatchObject({
      state: 'succeeded',
      menuProductsCount: ITEM_COUNT - missing,
    });
  });
});

describe('incident 13: a stocked item shown empty', () => {
  // Caught: one document a row, where the last row wins; and stock counted where it can't be sold.
  it('sums the sellable batches of each item, in whatever order they come', async () => {
    const world = new World();
    const unsellable: WireRow[] = [
      { area: 'Quarantine', area_type: 'quarantine' },
      { area: 'Back', area_type: 'Damaged' },
      { qc_hold: true },
      { deleted: true },
    ];
    for (let number = 1; number <= 120; number += 1) {
      const rows = [
        batchRow(9000 + number, 1, { available: number }),
        batchRow(9000 + number, 2, { available: '7' }),
        batchRow(9000 + number, 3, { available: 50, ...unsellable[number % unsellable.length] }),
        batchRow(9000 + number, 4, { available: 0, price_retail: 0, item: 'Sold-out batch' }),
      ];
      world.inventory.addAll(number % 2 === 0 ? rows : rows.reverse());
    }
    harness = await PipelineHarness.start([{ world }]);
    await harness.sync();

    const items = await stored(harness, ITEMS);
    expect(Object.keys(items)).toHaveLength(120);
    for (let number = 1; number <= 120; number += 1) {
      const name = `Gelato Flower ${9000 + number}`;
      expect(items[`alleaves_${9000 + number}`]).toMatchObject({
        stock: number + 7,
        inStock: true,
        price: 25,
        name,
      });
    }
  });
});

describe('incident 14: prices of $0, cost lost, a real image replaced', () => {
  // Caught: one price field read instead of six; 0 taken for a price; costs left out of the document.
  it('finds the price in whichever field has it, and keeps both costs', async () => {
    const kind = (name: string) => [`${name}_adult_use`, `${name}_medical_use`, name];
    const [retail, otd] = [kind('price_retail'), kind('price_otd')];
    const unset = Object.fromEntries([...retail, ...otd].map((field) => [field, 0]));
    const usesOtd = (number: number) => number % 12 >= 6;
    const world = menu(ITEM_COUNT, (number) => ({
      ...unset,
      use_otd_price: usesOtd(number),
      // Those behind the first that is set say something else.
      ...Object.fromEntries(
        (usesOtd(number) ? [...otd, ...retail] : [...retail, ...otd])
          .slice(number % 6)
          .map((field, index) => [field, index === 0 ? number : 1]),
      ),
      cost_of_good: number / 2,
      batch_cost_of_good: number % 2 === 0 ? number / 4 : null,
    }));
    harness = await PipelineHarness.start([{ world }]);
    await harness.sync();

    const items = await stored(harness, ITEMS);
    for (let number = 1; number <= ITEM_COUNT; number += 1) {
      expect(items[`alleaves_${9000 + number}`]).toMatchObject({
        price: number,
        priceIncludesTax: usesOtd(number) === number % 6 < 3,
        cost: number / 2,
        batchCost: number % 2 === 0 ? number / 4 : null,
      });
    }
  });

  // Caught: `imageUrl` written on every sync, be it null or the POS's stand-in picture.
  it('keeps a real image when the POS has none or only a stand-in, and takes a new real one', async () => {
    const image = (name: string) => `https://images.example.com/${name}.jpg`;
    const world = menu(30, (number) => ({ image_url: number <= 20 ? image(`pos-${number}`) : null }));
    harness = await PipelineHarness.start([{ world }]);
    await harness.sync();
    const items = harness.server.firestore.collection(`tenants/org1/${ITEMS}`);
    for (let number = 21; number <= 30; number += 1) {
      await items.doc(`alleaves_${9000 + number}`).update({ imageUrl: image(`staff-${number}`) });
    }

    for (let number = 1; number <= 30; number += 1) {
      const standIn = number % 2 === 0 ? 'https://images.example.com/placeholder.png' : null;
      const fields = { price_retail: 26, image_url: number === 1 ? image('new') : standIn };
      world.inventory.update(9000 + number, fields);
    }
    await harness.sync();
    const shown = await column(harness, ITEMS, 'imageUrl');
    expect(shown.get('alleaves_9001')).toBe(image('new'));
    for (let number = 2; number <= 30; number += 1) {
      expect(shown.get(`alleaves_${9000 + number}`)).toBe(
        image(`${number <= 20 ? 'pos' : 'staff'}-${number}`),
      );
    }
    expect(new Set((await column(harness, ITEMS, 'price')).values())).toEqual(new Set([26]));
  });
});

describe('incident 17: a price change lost', () => {
  // Caught: a menu taken for unchanged because it has as many items (or units) as before.
  it('writes the one item of 190 whose price has changed, and nothing else', async () => {
    const world = buildRoster({ seed: 17, customers: 7, items: ITEM_COUNT, now: START });
    harness = await PipelineHarness.start([{ world }]);
    await harness.sync();

    world.inventory.update(9095, { price_retail: 99.95, price_retail_adult_use: 99.95 });
    const writes = await dataWrites(harness, () => harness.sync());
    expect(writes).toEqual([`tenants/org1/${ITEMS}/alleaves_9095`]);
    expect(await harness.document(`tenants/org1/${ITEMS}/alleaves_9095`)).toMatchObject({ price: 99.95 });
    expect(await lastRun(harness)).toMatchObject({
      stages: { products: { added: 0, updated: 1, unchanged: ITEM_COUNT - 1, deleted: 0 } },
    });
  });
});

describe('what staff own on the menu', () => {
  it('survives syncs that change the item', async () => {
    const world = menu(25);
    harness = await PipelineHarness.start([{ world }]);
    await harness.sync();
    const own = {
      sortOrder: 3,
      featured: true,
      imageUrl: 'https://images.example.com/own.jpg',
      badge: 'Staff pick',
    };
    await harness.server.firestore.doc(`tenants/org1/${ITEMS}/alleaves_9007`).update(own);

    world.inventory.update(9007, { price_retail: 31, available: 2, item: 'Renamed' });
    await harness.sync();
    await harness.sync({ mode: 'full' });
    expect(await harness.document(`tenants/org1/${ITEMS}/alleaves_9007`)).toMatchObject({
      ...own,
      price: 31,
      stock: 2,
      name: 'Renamed',
    });
  });
});

describe('a menu edited by hand', () => {
  // Caught: a menu taken for what the sync wrote because it has as many documents.
  it.each(['incremental', 'full'])(
    "is the POS's again after a sync in mode %s, also where its size is the same",
    async (mode) => {
      harness = await PipelineHarness.start([{ world: menu(40) }]);
      await harness.sync();
      const items = harness.server.firestore.collection(`tenants/org1/${ITEMS}`);
      await items.doc('alleaves_9003').delete();
      await items.doc('byHand').set({ source: 'manual', name: 'Brownie', price: 5 });

      await harness.sync({ mode });
      const shown = await column(harness, ITEMS, 'source');
      expect([shown.has('alleaves_9003'), shown.has('byHand'), shown.size]).toEqual([true, false, 40]);
    },
  );
});
