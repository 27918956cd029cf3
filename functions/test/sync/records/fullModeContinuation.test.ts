import { buildRoster } from '../../../../tools/pos/worlds/builders';
import { PipelineHarness } from '../../support/pipeline';
import { decodeObject } from '../../support/json';

const now = new Date('2026-11-20T15:00:00Z');
const CUSTOMERS = 30;
/** Less than there are documents of each kind, so that there are places to go on from everywhere. */
const PAGE = 20;

let shop: PipelineHarness;
beforeEach(async () => {
  const world = buildRoster({
    seed: 12,
    customers: CUSTOMERS,
    ordersPerCustomer: 1,
    items: 10,
    days: 80,
    now,
  });
  shop = await PipelineHarness.start([{ world }]);
  shop.limit({
    commit: { documents: 10 },
    shard: { entries: 11 },
    page: { rebuild: PAGE, spendingKeys: PAGE, derivedFields: PAGE },
    pos: { pageSize: 10 },
  });
  await shop.sync();
});
afterEach(() => shop.stop());

const path = (collection: string, id: string) => `tenants/org1/${collection}/${id}`;

/** The cursors of a full sync that stops wherever it can, by the name of their field. */
async function syncInPieces(): Promise<Map<string, number>> {
  shop.settings = { ...shop.settings, timeBudgetMilliseconds: 0 };
  shop.publish('pos-sync-tenant', { orgId: 'org1', mode: 'full' });
  const cursors = new Map<string, number>();
  for (let next = shop.queue.shift(); next; next = shop.queue.shift()) {
    const { cursor } = decodeObject(next.data);
    for (const name of Object.keys(cursor ?? {})) cursors.set(name, (cursors.get(name) ?? 0) + 1);
    await shop.deliver(next);
  }
  return cursors;
}

const ids = async (collection: string) => Object.keys(await shop.documents(collection)).sort();
const lastRun = async () => (await shop.runs()).at(-1);

describe('a full sync in pieces', () => {
  it('writes again what is missing, from the first to the last', async () => {
    const collections = ['customers', 'orders', 'customer_spending'];
    const before = new Map<string, string[]>();
    for (const collection of collections) {
      const all = await ids(collection);
      before.set(collection, all);
      for (const id of [all.at(0), all.at(all.length / 2), all.at(-1)]) {
        await shop.server.firestore.doc(path(collection, id ?? '')).delete();
      }
    }
    shop.clock.advance(60_000);
    const cursors = await syncInPieces();
    await shop.deliverTriggers();
    // Customers, orders and spending documents, each with more than one shard.
    expect(cursors.get('checkedTo')).toBeGreaterThanOrEqual(5);
    for (const collection of collections) expect(await ids(collection)).toEqual(before.get(collection));
    expect(await lastRun()).toMatchObject({
      state: 'succeeded',
      stages: { customers: { updated: 0 }, orders: { updated: 0 } },
    });
  });

  it('repairs the derived fields of all customers', async () => {
    const all = await ids('customers');
    const edited = [all.at(0), all.at(PAGE - 1), all.at(-1)];
    const before = await shop.documents('customers');
    for (const id of edited)
      await shop.server.firestore.doc(path('customers', id ?? '')).update({ orderCount: 77 });
    shop.clock.advance(60_000);
    const cursors = await syncInPieces();
    expect(cursors.get('repairedTo')).toBe(1);
    const after = await shop.documents('customers');
    expect(edited.map((id) => after[id ?? '']?.['orderCount'])).toEqual(
      edited.map((id) => before[id ?? '']?.['orderCount']),
    );
    // Nothing was read or written twice for the pieces' sake: only what was edited has changed.
    expect(after).toEqual(before);
  });
});
