import { buildRoster } from '../../../../tools/pos/worlds/builders';
import { PipelineHarness } from '../../support/pipeline';

const now = new Date('2026-11-20T15:00:00Z');
let shop: PipelineHarness;

beforeEach(async () => {
  const world = buildRoster({
    seed: 5,
    customers: 60,
    ordersPerCustomer: 3,
    items: 30,
    shareWithEmail: 0.5,
    now,
  });
  shop = await PipelineHarness.start([{ world, tenant: { historyStart: '2026-01-01' } }]);
  await shop.sync();
});
afterEach(async () => shop.stop());

const collections = ['customers', 'orders', 'customer_spending', 'publicViews/products/items'];
/** Everything stored; of the customer named, not since when it is in its segment. */
const snapshot = async (moved?: string) => {
  const all: Record<string, Record<string, unknown>> = {};
  for (const collection of collections) all[collection] = await shop.documents(collection);
  const customers = all['customers'];
  if (moved !== undefined && customers?.[moved] !== undefined)
    customers[moved] = { ...customers[moved], segmentedAt: null };
  return JSON.stringify(all, (key, value: unknown) => (key === 'updatedAt' ? null : value), 1);
};
const path = (collection: string, id: string) => `tenants/org1/${collection}/${id}`;
const firstOf = async (collection: string, like = /./) => {
  const id = Object.keys(await shop.documents(collection)).find((name) => like.test(name));
  if (id === undefined) throw new Error(`no document in ${collection}`);
  return id;
};

describe('mode full', () => {
  it('writes nothing where nothing was touched', async () => {
    const before = shop.server.stats();
    await shop.sync({ mode: 'full' });
    const after = shop.server.stats();
    expect(after.writes - before.writes).toBe(6);
    expect(after.deletes - before.deletes).toBe(0);
  });

  it('repairs what was edited or deleted by hand, and leaves what staff own', async () => {
    const { firestore } = shop.server;
    const customer = await firstOf('customers');
    const order = await firstOf('orders');
    const otherOrder = Object.keys(await shop.documents('orders')).at(-1);
    const spending = await firstOf('customer_spending', /^cid_/);
    // Without its spending this customer leaves its segment, and comes back later: its history says so.
    const moved = spending.replace('cid_', 'alleaves_');
    const original = await snapshot(moved);
    const item = await firstOf('publicViews/products/items');
    await firestore.doc(path('customers', customer)).update({ firstName: 'Edited', loyaltyPoints: 9 });
    await firestore.doc(path('orders', order)).update({ total: 123_456, counts: false });
    await firestore.doc(path('orders', otherOrder ?? '')).delete();
    await firestore.doc(path('customer_spending', spending)).delete();
    await firestore.doc(path('publicViews/products/items', item)).update({ price: 0 });

    // An incremental run trusts its index and sees nothing of it.
    await shop.sync();
    expect(await snapshot(moved)).not.toBe(original);

    await shop.sync({ mode: 'full' });
    expect(await snapshot(moved)).toBe(original);
  });

  it('restores customers that were deleted by hand, with their figures, beside as many of the staff', async () => {
    const { firestore } = shop.server;
    const customers = Object.entries(await shop.documents('customers'));
    const withOrders = customers.filter(([, { orderCount }]) => Number(orderCount) > 1).slice(0, 2);
    for (const [id] of withOrders) {
      await firestore.doc(path('customers', id)).delete();
      await firestore.collection('tenants/org1/customers').add({ source: 'manual' });
    }
    await shop.sync({ mode: 'full' });
    expect(withOrders).toHaveLength(2);
    for (const [id, { segment, orderCount, totalSpent }] of withOrders) {
      expect(await shop.document(path('customers', id))).toMatchObject({
        segment,
        orderCount,
        totalSpent,
        tags: [],
      });
    }
  });

  it('corrects a segment that was edited by hand', async () => {
    const [id, { segment }] = Object.entries(await shop.documents('customers'))[0] ?? ['', {}];
    await shop.server.firestore.doc(path('customers', id)).update({ segment: 'vip', orderCount: 99 });
    await shop.sync({ mode: 'full' });
    expect(await shop.document(path('customers', id))).toMatchObject({ segment });
  });

  it('keeps tags, notes, images and a customer entered by hand', async () => {
    const { firestore } = shop.server;
    const customer = await firstOf('customers');
    const item = await firstOf('publicViews/products/items');
    await firestore.doc(path('customers', customer)).update({ tags: ['regular'], notes: 'likes tea' });
    await firestore.doc(path('customers', 'manual1')).set({ source: 'manual', email: 'x@example.com' });
    await firestore
      .doc(path('publicViews/products/items', item))
      .update({ imageUrl: 'https://img/a.png', featured: true });
    await shop.sync({ mode: 'full' });
    expect(await shop.document(path('customers', customer))).toMatchObject({
      tags: ['regular'],
      notes: 'likes tea',
    });
    expect(await shop.document(path('customers', 'manual1'))).toEqual({
      source: 'manual',
      email: 'x@example.com',
    });
    expect(await shop.document(path('publicViews/products/items', item))).toMatchObject({
      imageUrl: 'https://img/a.png',
      featured: true,
    });
  });

  it('rebuilds an index that is gone, without rewriting a document', async () => {
    const original = await snapshot();
    const index = await shop.server.firestore.collection('tenants/org1/sync_index').get();
    for (const shard of index.docs) await shard.ref.delete();
    const changed: string[] = [];
    const stop = shop.server.onChange(({ path: changedPath }) => changed.push(changedPath));
    await shop.sync({ mode: 'full' });
    stop();
    expect(await snapshot()).toBe(original);
    expect(changed.filter((name) => /\/(customers|orders|customer_spending|items)\//.test(name))).toEqual([]);
    expect((await shop.runs()).at(-1)).toMatchObject({
      state: 'succeeded',
      stages: { orders: { added: 0, updated: 0 }, customers: { added: 0, updated: 0 } },
    });
  });

  it('reads a document that was made unreadable by hand as one to write again', async () => {
    const original = await snapshot();
    const order = await firstOf('orders');
    await shop.server.firestore.doc(path('orders', order)).update({ total: 'much', orderDate: 'once' });
    const customer = await firstOf('customers');
    const self = shop.server.firestore.doc(path('customers', customer));
    await self.update({ phone: self });
    await shop.sync({ mode: 'full' });
    expect(await snapshot()).toBe(original);
  });
});
