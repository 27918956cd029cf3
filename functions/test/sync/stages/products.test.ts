import { batchRow } from '../../scenarios/rows';
import { PipelineHarness } from '../../support/pipeline';

let shop: PipelineHarness;
const items = 'publicViews/products/items';
const inventory = () => shop.world.inventory;
const document = (id: string) => shop.server.firestore.doc(`tenants/org1/${items}/${id}`);
const ids = async () => Object.keys(await shop.documents(items)).sort();

beforeEach(async () => {
  shop = await PipelineHarness.start();
  inventory().addAll([batchRow(7), batchRow(8), batchRow(9)]);
  await shop.sync();
});
afterEach(async () => shop.stop());

describe('the products stage', () => {
  it('removes a document of somebody else whose id is one of the POS, and restores what was deleted beside it', async () => {
    await document('7').set({ source: 'cannmenus', name: 'imported' });
    await document('alleaves_7').delete();
    await shop.sync();
    expect(await ids()).toEqual(['alleaves_7', 'alleaves_8', 'alleaves_9']);
  });

  it('learns for good of an item that was deleted by hand and dropped by the POS', async () => {
    await document('alleaves_7').delete();
    inventory().remove(7);
    await shop.sync();
    const before = shop.server.stats();
    await shop.sync();
    const after = shop.server.stats();
    expect(after.reads - before.reads).toBeLessThanOrEqual(25);
    expect(after.writes - before.writes).toBe(6);
    expect(await shop.status()).toMatchObject({ menuProductsCount: 2 });
  });

  it('takes an item of which every batch is deleted for one that is gone', async () => {
    inventory().update(8, { deleted: true });
    await shop.sync();
    expect(await ids()).toEqual(['alleaves_7', 'alleaves_9']);
  });

  it('keeps an item whose rows can not be read for now', async () => {
    inventory().update(8, { price_retail: 'five' });
    await shop.sync();
    expect(await ids()).toContain('alleaves_8');
    expect(await shop.documents('sync_quarantine')).toHaveProperty('items_8');
  });
});
