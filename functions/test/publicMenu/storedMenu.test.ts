import { Database } from '../../src/platform/firestore/database';
import { menuVersion, readMenu, tenantsWithMenu } from '../../src/publicMenu/storedMenu';
import { startTestFirestore, type TestFirestore } from '../support/firestore';

let server: TestFirestore;
let database: Database;
const item = (id: string) => server.firestore.doc(`tenants/org1/publicViews/products/items/${id}`);

beforeEach(async () => {
  server = await startTestFirestore();
  database = new Database(server.firestore);
});
afterEach(async () => server.stop());

describe('readMenu', () => {
  it('leaves out what is sold out, what is not public and what can not be read', async () => {
    await item('a').set({
      inStock: true,
      name: 'A',
      cost: 4,
      price: '5',
      strainType: 'kush',
      imageUrl: 'ftp://x/y',
    });
    await item('b').set({ inStock: false, name: 'B' });
    await item('c').set({ name: 'C' });
    expect(await readMenu(database, 'org1', 10)).toEqual([
      {
        id: 'a',
        name: 'A',
        brand: null,
        category: null,
        price: null,
        priceIncludesTax: null,
        priceRetail: null,
        priceOtd: null,
        thcPercent: null,
        cbdPercent: null,
        strain: null,
        strainType: null,
        weight: null,
        weightUnit: null,
        isCannabis: null,
        description: null,
        imageUrl: null,
        imageUrls: [],
        featured: false,
        sortOrder: null,
      },
    ]);
  });

  it('refuses a menu that is larger than any shop has', async () => {
    for (const id of ['a', 'b', 'c']) await item(id).set({ inStock: true });
    await expect(readMenu(database, 'org1', 2)).rejects.toMatchObject({ code: 'menu_too_large' });
    expect(await readMenu(database, 'org1', 3)).toHaveLength(3);
  });
});

describe('tenantsWithMenu', () => {
  it('are those whose sync is on, for a read each', async () => {
    expect(await tenantsWithMenu(database)).toEqual(new Set());
    const tenant = (orgId: string, status: string) =>
      server.firestore.doc(`tenants/${orgId}`).set({ pos: { provider: 'alleaves', status } });
    await tenant('org1', 'active');
    await tenant('org2', 'paused');
    await tenant('org3', 'active');
    const before = database.billed.reads;
    expect(await tenantsWithMenu(database)).toEqual(new Set(['org1', 'org3']));
    expect(database.billed.reads - before).toBe(2);
  });
});

describe('menuVersion', () => {
  const shard = (name: string) => server.firestore.doc(`tenants/org1/sync_index/${name}`);

  it('changes with every shard of the menu, and with no other', async () => {
    await shard('items_0').set({ stream: 'items', from: '' });
    await shard('items_1').set({ stream: 'items', from: '1' });
    await shard('orders_0').set({ stream: 'orders', from: '' });
    const first = await menuVersion(database, 'org1');
    await shard('orders_0').update({ count: 1 });
    expect(await menuVersion(database, 'org1')).toBe(first);
    await shard('items_1').update({ count: 1 });
    expect(await menuVersion(database, 'org1')).not.toBe(first);
    expect(database.billed.reads).toBe(6);
  });
});
