import { Database } from '../../src/platform/firestore/database';
import { backfillAttributes } from '../../src/upkeep/backfillAttributes';
import { withTenantLease } from '../../src/sync/run/state/tenantLease';
import { batchRow, times } from '../scenarios/rows';
import { PipelineHarness } from '../support/pipeline';

let shop: PipelineHarness;
const items = 'publicViews/products/items';
const inventory = () => shop.world.inventory;
const document = (id: string) => shop.server.firestore.doc(`tenants/org1/${items}/${id}`);
const read = async (id: string) => (await document(id).get()).data();
const backfill = (dryRun: boolean, maxListed = 10) =>
  backfillAttributes(shop.context, new Database(shop.server.firestore), 'org1', { dryRun, maxListed });

/** The paths that the next sync of items changes. */
async function itemsWrittenBySync(): Promise<string[]> {
  // What is written then differs at least by its time.
  shop.clock.advance(60_000);
  const seen: string[] = [];
  const end = shop.server.onChange(({ path }) => {
    if (path.includes('/items/')) seen.push(path);
  });
  await shop.sync();
  end();
  return seen;
}

beforeEach(async () => {
  shop = await PipelineHarness.start();
  inventory().addAll([
    batchRow(1, 1, { thc: 21.4, strain: 'Sativa' }),
    batchRow(2, 1, { compounds: [{ name: 'CBD %', result: '9.5' }], item: 'Harlequin Hybrid' }),
    batchRow(3),
  ]);
  await shop.sync();
});
afterEach(async () => shop.stop());

describe('backfillAttributes', () => {
  it('finds nothing to set after a sync, and says what the POS does not know', async () => {
    expect(await backfill(false)).toEqual({
      items: 3,
      changed: 0,
      set: { thcPercent: 0, cbdPercent: 0, strainType: 0 },
      unknown: { thcPercent: 2, cbdPercent: 2, strainType: 1 },
      notAtPos: 0,
      notSynced: 0,
      listed: [],
    });
  });

  it('says first what it would set, and writes nothing', async () => {
    await document('alleaves_1').update({ thcPercent: null });
    const before = [await read('alleaves_1'), shop.server.stats().writes];
    expect(await backfill(true)).toMatchObject({
      changed: 1,
      set: { thcPercent: 1 },
      listed: [{ itemId: 'alleaves_1', name: 'Gelato Flower 1', values: { thcPercent: 21.4 } }],
    });
    expect([await read('alleaves_1'), shop.server.stats().writes]).toEqual(before);
  });

  it('sets what was cleared by hand and nothing else, and the next sync has nothing to do', async () => {
    await document('alleaves_1').update({ thcPercent: null, strainType: null, featured: true, notes: 'x' });
    await document('alleaves_2').update({ cbdPercent: 0 });
    shop.clock.advance(60_000);
    const before = await read('alleaves_1');
    expect(await backfill(false)).toMatchObject({
      changed: 2,
      set: { thcPercent: 1, cbdPercent: 1, strainType: 1 },
    });
    expect(await read('alleaves_1')).toEqual({
      ...before,
      thcPercent: 21.4,
      strainType: 'sativa',
      updatedAt: expect.anything(),
    });
    expect((await read('alleaves_1'))?.['updatedAt'].toDate()).toEqual(shop.clock.now());
    expect(await read('alleaves_2')).toMatchObject({ cbdPercent: 9.5 });
    expect(await itemsWrittenBySync()).toEqual([]);
    await shop.sync({ mode: 'full' });
    expect(await read('alleaves_1')).toMatchObject({ thcPercent: 21.4, featured: true, notes: 'x' });
    expect(await backfill(false)).toMatchObject({ changed: 0 });
  });

  it('never changes a value that is there, also one that the POS says otherwise', async () => {
    await document('alleaves_1').update({ thcPercent: 5 });
    await document('alleaves_3').update({ thcPercent: 7 });
    expect(await backfill(false)).toMatchObject({ changed: 0 });
    expect(await read('alleaves_1')).toMatchObject({ thcPercent: 5 });
    expect(await read('alleaves_3')).toMatchObject({ thcPercent: 7 });
  });

  it('brings what the POS has learned since, and leaves the rest of the change to the sync', async () => {
    inventory().update(3, { thc: 18, price_retail: 9 });
    inventory().update(2, { thc: 12 });
    expect(await backfill(false)).toMatchObject({ changed: 2, set: { thcPercent: 2 } });
    expect(await read('alleaves_3')).toMatchObject({ thcPercent: 18, price: 25 });
    expect(await itemsWrittenBySync()).toEqual([`tenants/org1/${items}/alleaves_3`]);
    expect(await read('alleaves_3')).toMatchObject({ thcPercent: 18, price: 9 });
  });

  it('is no reason for the sync to keep what the POS takes back', async () => {
    await document('alleaves_1').update({ thcPercent: null });
    await backfill(false);
    inventory().update(1, { thc: null });
    await shop.sync();
    expect(await read('alleaves_1')).toMatchObject({ thcPercent: null });
  });

  it('leaves the staff’s image and the image of the POS as they are', async () => {
    inventory().update(2, { image_url: 'https://pos.example/2.png' });
    await shop.sync();
    await document('alleaves_1').update({ imageUrl: 'https://staff.example/1.png', thcPercent: null });
    await document('alleaves_2').update({ cbdPercent: null });
    await backfill(false);
    expect(await itemsWrittenBySync()).toEqual([]);
    expect(await read('alleaves_1')).toMatchObject({ imageUrl: 'https://staff.example/1.png' });
  });

  it('passes over documents that no sync has written and items that the POS does not have', async () => {
    await document('alleaves_77').set({ name: 'imported' });
    await document('x').set({ name: 'imported' });
    inventory().remove(3);
    expect(await backfill(false)).toMatchObject({ items: 3, notSynced: 2, notAtPos: 1, changed: 0 });
    expect(await read('alleaves_77')).toEqual({ name: 'imported' });
  });

  it('lists no more than is asked for, and counts all', async () => {
    inventory().addAll(times(45, (number) => batchRow(1000 + number, 1, { thc: 20 })));
    await shop.sync();
    const writer = shop.server.firestore.batch();
    for (let number = 1; number <= 45; number += 1)
      writer.update(document(`alleaves_${1000 + number}`), { thcPercent: null });
    await writer.commit();
    shop.limit({ commit: { documents: 20 }, page: { attributes: 10 } });
    const report = await backfill(false, 3);
    expect(report).toMatchObject({ changed: 45, set: { thcPercent: 45 } });
    expect(report.listed).toHaveLength(3);
    expect(await itemsWrittenBySync()).toEqual([]);
    expect(await read('alleaves_1045')).toMatchObject({ thcPercent: 20 });
  });

  it('writes only while no sync is under way, and gives the lease back', async () => {
    await document('alleaves_1').update({ thcPercent: null });
    const database = new Database(shop.server.firestore);
    await withTenantLease(shop.context, database, 'org1', 'other', async () => {
      await expect(backfill(false)).rejects.toMatchObject({ code: 'sync_under_way' });
      expect(await backfill(true)).toMatchObject({ changed: 1 });
    });
    expect(await backfill(false)).toMatchObject({ changed: 1 });
    expect(await shop.status()).toMatchObject({ state: 'succeeded', lease: null });
    expect(await itemsWrittenBySync()).toEqual([]);
  });

  it('rewrites an item that is deleted by hand meanwhile', async () => {
    await document('alleaves_1').update({ thcPercent: null });
    const { firestore } = shop.server;
    const database = new Database(firestore);
    const stream = database.stream.bind(database);
    database.stream = async function* (query, signal) {
      yield* stream(query, signal);
      await document('alleaves_1').delete();
    };
    await backfillAttributes(shop.context, database, 'org1', { dryRun: false, maxListed: 1 });
    expect(await read('alleaves_1')).toMatchObject({
      name: 'Gelato Flower 1',
      thcPercent: 21.4,
      inStock: true,
    });
    await shop.sync();
    expect(Object.keys(await shop.documents(items))).toHaveLength(3);
  });

  it('says what is wrong where the POS can not be read', async () => {
    await shop.server.firestore.doc('tenants/org1').update({ 'pos.baseUrl': 'http://127.0.0.1:1' });
    await expect(backfill(false)).rejects.toMatchObject({ kind: 'transient' });
    await expect(
      backfillAttributes(shop.context, new Database(shop.server.firestore), 'nobody', {
        dryRun: true,
        maxListed: 1,
      }),
    ).rejects.toMatchObject({ code: 'unknown_tenant' });
  });
});
