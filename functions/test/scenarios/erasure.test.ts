import { World } from '../../../tools/pos/world';
import { Database } from '../../src/platform/firestore/database';
import { eraseCustomer } from '../../src/upkeep/erasure/eraseCustomer';
import { TOPICS } from '../../src/sync/run/topics';
import { PipelineHarness } from '../support/pipeline';
import { EveryDocument } from './everyDocument';
import { customerRow, DAY, tillOrder, times } from './rows';
import { dataWrites, lastRun, statusOf, stored } from './stored';

jest.setTimeout(240_000);

let harness: PipelineHarness;
let everything: EveryDocument;
afterEach(() => harness.stop());

const EMAIL = 'zyxanna.q@quill.example.com';
const PERSON = {
  name_first: 'Perpetua',
  name_last: 'Quillfeather',
  email: EMAIL,
  phone: '555-867-5309',
  date_of_birth: '1971-03-04',
};
/** What must be nowhere once the customer is erased, the staff's words about her included. */
const PERSONAL = [
  ...Object.values(PERSON),
  'zyxanna.later@quill.example.com',
  'Moved-Away',
  'likes opera',
  'neighbour of Bo',
  'Rosewood Lane',
];
const ID = 'alleaves_5';

const path = (collection: string, id: string) =>
  harness.server.firestore.doc(`tenants/org1/${collection}/${id}`);
const own = { email: EMAIL, customer: { id: 5, email: EMAIL } };

/** Orders of customer 5 of every kind: at the till, online, without an id, with another's id, long ago, faulty, unusable. */
function shop(): World {
  const world = new World();
  world.customers.addAll(
    times(9, (id) => customerRow(id, id === 5 ? PERSON : { email: `c${id}@example.com` })),
  );
  world.orders.addAll([
    tillOrder(101, { customer: 5, daysAgo: 1, total: 100 }),
    tillOrder(102, { customer: 5, daysAgo: 2, total: 100 }, own),
    tillOrder(103, { customer: null, daysAgo: 3, total: 100 }, { email: EMAIL }),
    tillOrder(104, { customer: 7, daysAgo: 4, total: 100 }, { email: EMAIL }),
    tillOrder(105, { customer: 5, daysAgo: 200, total: 100 }, own),
    tillOrder(106, { customer: 5, daysAgo: 5, total: 100 }, { ...own, tax: 'some' }),
    tillOrder(107, { customer: 5, daysAgo: 5, total: 'much' }, { ...own, name: 'Perpetua' }),
    tillOrder(108, { customer: null, daysAgo: 5, total: 'much' }, { email: EMAIL }),
    tillOrder(109, { customer: 6, daysAgo: 5, total: 'much' }),
    ...times(8, (id) => tillOrder(200 + id, { customer: id, daysAgo: id, total: 40 })),
  ]);
  return world;
}

async function start(world = shop(), maxShardEntries = 8_000): Promise<World> {
  harness = await PipelineHarness.start([
    { world, tenant: { historyStart: '2026-01-01', lookbackDays: 30 } },
  ]);
  harness.limit({ shard: { entries: maxShardEntries } });
  everything = new EveryDocument(harness);
  await harness.sync();
  return world;
}

const erase = (customerId = ID) =>
  eraseCustomer(harness.context, new Database(harness.server.firestore), 'org1', customerId);

const run = async (message: Record<string, unknown> = {}): Promise<void> => {
  harness.clock.advance(1_000);
  await harness.sync(message);
  expect(await lastRun(harness)).toMatchObject({ state: 'succeeded' });
};

/** What is kept: the figures under the POS id, and whose the orders are. */
async function kept() {
  const { segment, orderCount, totalSpent, lastOrderDate } = (await stored(harness, 'customers'))[ID] ?? {};
  const spending = { ...(await stored(harness, 'customer_spending'))['cid_5'], updatedAt: null };
  const orders = Object.entries(await stored(harness, 'orders'));
  const customers = orders.map(([id, { customerId }]) => `${id} ${String(customerId)}`);
  return { segment, orderCount, totalSpent, lastOrderDate, spending, customers };
}

describe('a customer whose data are erased', () => {
  it('is nowhere to be found any more, and keeps ids and figures', async () => {
    const world = await start();
    world.customers.update(5, { loyalty_points: 'many' });
    world.customers.add({ ...PERSON });
    await path('customers', ID).update({
      tags: ['neighbour of Bo'],
      notes: 'likes opera',
      street: 'Rosewood Lane',
    });
    await run();
    const before = await kept();
    expect(before).toMatchObject({ segment: 'loyal', orderCount: 7, totalSpent: 640 });
    expect((await everything.holding(PERSONAL)).length).toBeGreaterThan(12);

    const historyOf = async () =>
      Object.values(await stored(harness, 'segment_changes')).map(({ customerId }) => customerId);
    expect(await historyOf()).toContain(ID);
    const consent = { sms: { status: 'granted', at: harness.clock.now(), by: 'zyxanna' } };
    await path('customers', ID).update({ consent });
    const others = (await historyOf()).filter((customerId) => customerId !== ID);

    const { erasedAt, orders, complete } = await erase();
    await harness.deliverTriggers();
    expect(await historyOf()).toEqual(others);
    expect({ erasedAt, orders, complete }).toEqual({
      erasedAt: harness.clock.now(),
      orders: 5,
      complete: true,
    });
    expect(await everything.holding(PERSONAL)).toEqual([]);
    expect(await kept()).toEqual(before);
    expect((await stored(harness, 'customers'))[ID]).toMatchObject({
      orgId: 'org1',
      source: 'alleaves',
      posCustomerId: '5',
      email: null,
      displayName: null,
      tags: [],
      notes: null,
      consent: { sms: { status: 'unknown', at: null, by: null } },
      erasedAt: harness.clock.now(),
    });
    // What is wrong with rows that nobody may look at any more is still known, and others' rows are kept.
    const quarantine = await stored(harness, 'sync_quarantine');
    for (const id of ['orders_106', 'orders_107', 'orders_108'])
      expect(quarantine[id]).toMatchObject({ payload: null, issues: [expect.any(Object)] });
    expect(quarantine['orders_109']).toMatchObject({ payload: { id: 109 } });
  });

  it('stays erased whatever syncs come and whatever the POS says, and costs them no write', async () => {
    // Shards so small that some begin at an address.
    const world = await start(shop(), 3);
    expect(
      Object.keys(await stored(harness, 'sync_index')).filter((id) => /^spending_[ce]/.test(id)),
    ).toHaveLength(1);
    const before = await kept();
    await erase();
    await harness.deliverTriggers();
    const scope = { kind: 'window', from: '2026-01-01', to: '2026-11-20' };
    const messages = [
      {},
      { mode: 'full' },
      { trigger: 'backfill', scope },
      { scope: { kind: 'customer', posCustomerId: '5' } },
      { dryRun: true },
    ];
    for (const message of messages) {
      expect([message, await dataWrites(harness, () => run(message))]).toEqual([message, []]);
    }
    world.customers.update(5, { email: PERSONAL[5], name_last: 'Moved-Away', loyalty_points: 77 });
    for (const message of messages) {
      expect([message, await dataWrites(harness, () => run(message))]).toEqual([message, []]);
    }
    world.customers.update(5, { loyalty_points: 'many' });
    world.customers.add({ name_first: 'Perpetua', email: EMAIL });
    harness.clock.advance(2 * DAY);
    await run();
    await run({ mode: 'full' });
    expect(await everything.holding(PERSONAL)).toEqual([]);
    expect(await kept()).toEqual(before);
  });

  it('has new orders counted, found by the POS id', async () => {
    const world = await start();
    await erase();
    world.orders.addAll([
      tillOrder(301, { customer: 5, daysAgo: 0, total: 7 }, own),
      tillOrder(302, { customer: 5, daysAgo: 0, total: 7 }),
      tillOrder(303, { customer: null, daysAgo: 0, total: 7 }, { email: EMAIL }),
      tillOrder(304, { customer: 5, daysAgo: 0, total: 'much' }, own),
    ]);
    await run();
    expect(await everything.holding(PERSONAL)).toEqual([]);
    expect((await stored(harness, 'customers'))[ID]).toMatchObject({ orderCount: 9, totalSpent: 654 });
    // Nobody has that address, and no ghost is made for it.
    expect((await stored(harness, 'orders'))['alleaves_303']).toBeUndefined();
    expect(Object.keys(await stored(harness, 'customers'))).toHaveLength(9);
  });

  it('stays so where the document is edited or deleted by hand, and where the index is lost', async () => {
    await start();
    const before = await kept();
    await erase();
    await path('customers', ID).update({ phone: 'unknown', loyaltyPoints: 12 });
    await run({ mode: 'full' });
    expect((await stored(harness, 'customers'))[ID]).toMatchObject({ phone: null, loyaltyPoints: null });
    await path('customers', ID).delete();
    await run({ mode: 'full' });
    expect((await stored(harness, 'customers'))[ID]).toMatchObject({
      erasedAt: expect.any(Date),
      email: null,
    });
    for (const shard of Object.keys(await stored(harness, 'sync_index')))
      await path('sync_index', shard).delete();
    await expect(erase()).rejects.toThrow(/Run a sync, which rebuilds it/);
    await run();
    await run({ mode: 'full' });
    expect(await everything.holding(PERSONAL)).toEqual([]);
    expect(await kept()).toMatchObject({ ...before, segment: expect.any(String) });
  });

  it('leaves an address that several customers share to the others', async () => {
    const world = shop();
    world.customers.update(6, { email: EMAIL });
    await start(world);
    const shared = (await stored(harness, 'customer_spending'))[EMAIL];
    expect(shared).toMatchObject({ customerIds: [ID, 'alleaves_6'], customerId: null });
    const before = await kept();
    await erase();
    await harness.deliverTriggers();
    for (const message of [{}, { mode: 'full' }]) {
      await run(message);
      const spending = await stored(harness, 'customer_spending');
      const said = (key: string) => ({ ...spending[key], updatedAt: null, changeShard: null });
      expect(said(EMAIL)).toEqual(said('cid_6'));
      expect(await kept()).toEqual(before);
    }
    const holding = await everything.holding(PERSONAL);
    expect(holding.filter((fault) => !fault.endsWith(EMAIL))).toEqual([]);
    expect(holding.map((fault) => fault.split(' ')[0]?.replace('tenants/org1/', '')).sort()).toEqual([
      `customer_spending/${EMAIL}`,
      'customers/alleaves_6',
      'sync_index/customers_0',
      'sync_index/spending_0',
    ]);
  });

  it('can be one whom staff entered', async () => {
    await start();
    const manual = {
      source: 'manual',
      orgId: 'org1',
      posCustomerId: null,
      email: EMAIL,
      displayName: 'Perpetua',
    };
    await path('customers', 'walkin').set({ ...manual, segment: 'new', orderCount: 0 });
    await erase();
    expect(await erase('walkin')).toMatchObject({ orders: 0, complete: true });
    expect(await statusOf(harness)).toMatchObject({ lease: null, manualErasedAt: harness.clock.now() });
    expect(await everything.holding(PERSONAL)).toEqual([]);
    expect((await stored(harness, 'customers'))['walkin']).toMatchObject({
      source: 'manual',
      segment: 'new',
    });
    const eraseAgain = async () => {
      await erase('walkin');
    };
    expect(await dataWrites(harness, eraseAgain)).toEqual([]);
    harness.clock.advance(DAY);
    await run({ mode: 'full' });
    await expect(erase('nobody')).rejects.toThrow(/no such customer/);
    await expect(erase('alleaves_404')).rejects.toThrow(/no such customer/);
  });
});

describe('a customer whom staff entered', () => {
  const manual = { source: 'manual', orgId: 'org1', posCustomerId: null, email: EMAIL, phone: PERSON.phone };

  it('is erased from orders and quarantine too, where the POS carries the address or number', async () => {
    const world = new World();
    world.customers.addAll(times(9, (id) => customerRow(id)));
    world.orders.addAll([
      tillOrder(101, { customer: 6, daysAgo: 1 }, { email: EMAIL }),
      tillOrder(102, { customer: 6, daysAgo: 1, total: 'much' }, { email: EMAIL, note: PERSON.phone }),
      tillOrder(103, { customer: null, daysAgo: 1, total: 'much' }, { email: EMAIL }),
      tillOrder(104, { customer: 7, daysAgo: 1, total: 'much' }),
    ]);
    world.customers.update(8, { loyalty_points: 'many', emergency: PERSON.phone });
    await start(world);
    await path('customers', 'walkin').set(manual);
    expect((await everything.holding(PERSONAL)).length).toBeGreaterThan(3);
    expect(await erase('walkin')).toMatchObject({ orders: 1, complete: true });
    expect(await everything.holding(PERSONAL)).toEqual([]);
    const quarantine = await stored(harness, 'sync_quarantine');
    expect(quarantine['orders_103']).toMatchObject({ payload: null, issues: [expect.any(Object)] });
    expect(quarantine['orders_104']).toMatchObject({ payload: { id: 104 } });
    for (const message of [{}, { mode: 'full' }, { dryRun: true }])
      expect([message, await dataWrites(harness, () => run(message))]).toEqual([message, []]);
    world.orders.add(tillOrder(105, { customer: 6, daysAgo: 0, total: 'much' }, { email: EMAIL }));
    world.orders.add(tillOrder(106, { customer: 6, daysAgo: 0, total: 7 }, { email: EMAIL }));
    await run();
    expect(await stored(harness, 'orders')).toMatchObject({ alleaves_106: { email: null } });
    expect(await everything.holding(PERSONAL)).toEqual([]);
  });

  it('leaves the address to a customer of the POS who has it as well', async () => {
    const world = new World();
    world.customers.addAll(times(3, (id) => customerRow(id, id === 2 ? { email: EMAIL } : {})));
    world.orders.add(tillOrder(101, { customer: 2, daysAgo: 1 }, { email: EMAIL }));
    await start(world);
    await path('customers', 'walkin').set(manual);
    expect(await erase('walkin')).toMatchObject({ orders: 0, complete: true });
    expect(await stored(harness, 'orders')).toMatchObject({ alleaves_101: { email: EMAIL } });
    expect(await stored(harness, 'customers')).toMatchObject({ walkin: { email: null, phone: null } });
    expect(await dataWrites(harness, () => run())).toEqual([]);
  });

  it('can be erased in a shop that has never synced, and waits for a sync that is under way', async () => {
    harness = await PipelineHarness.start([{ world: shop() }]);
    everything = new EveryDocument(harness);
    await path('customers', 'walkin').set(manual);
    expect(await erase('walkin')).toMatchObject({ orders: 0, complete: true });
    expect(await everything.holding(PERSONAL)).toEqual([]);
    await path('customers', 'other').set(manual);
    harness.publish(TOPICS.customers, { orgId: 'org1' });
    const first = harness.queue.shift();
    if (first) await harness.deliver(first);
    await expect(erase('other')).rejects.toThrow(/A sync of this tenant is in progress/);
    await harness.settle();
    expect(await erase('other')).toMatchObject({ complete: true });
  });
});

describe('erasing', () => {
  it('again changes nothing, and keeps the first date', async () => {
    await start();
    const { erasedAt } = await erase();
    harness.clock.advance(DAY);
    let again: unknown;
    const written = await dataWrites(harness, async () => {
      again = (await erase()).erasedAt;
    });
    expect([again, written]).toEqual([erasedAt, []]);
  });

  it('waits for no run that is under way, nor does a run begin meanwhile', async () => {
    await start();
    harness.clock.advance(1_000);
    harness.publish(TOPICS.customers, { orgId: 'org1' });
    const first = harness.queue.shift();
    if (first) await harness.deliver(first);
    await expect(erase()).rejects.toThrow(/A sync of this tenant is in progress. Try again/);
    expect((await stored(harness, 'customers'))[ID]).toMatchObject({ email: EMAIL });
    await harness.settle();

    const erasing = erase();
    const ended = erasing.then(() => 'ended');
    for (let lease: unknown = null; lease === null;) lease = (await harness.status())['lease'] ?? null;
    harness.publish(TOPICS.customers, { orgId: 'org1' });
    const second = harness.queue.shift();
    if (second) await harness.deliver(second);
    expect(harness.lines.at(-1)?.fields).toMatchObject({ because: 'lease_held' });
    expect(await ended).toBe('ended');
    expect(await harness.status()).toMatchObject({ state: 'succeeded', lease: null });
    await run();
    expect(await everything.holding(PERSONAL)).toEqual([]);
  });

  it('takes over from a run that has died, and records it as failed', async () => {
    const world = await start();
    harness.clock.advance(1_000);
    world.customers.update(6, { phone: '555-000-0000' });
    const dead = harness.publish(TOPICS.customers, { orgId: 'org1', dryRun: true });
    harness.queue.length = 0;
    await harness.deliver(dead);
    const [orders] = harness.queue.splice(0);
    expect(Object.keys(await stored(harness, 'sync_preview'))).toHaveLength(1);
    harness.clock.advance(DAY);
    await erase();
    expect(await stored(harness, 'sync_preview')).toEqual({});
    expect(await harness.status()).toMatchObject({
      state: 'failed',
      run: null,
      lease: null,
      lastError: { code: 'lease_expired' },
    });
    expect(await lastRun(harness)).toMatchObject({ state: 'failed', error: { code: 'lease_expired' } });
    if (orders) await harness.deliver(orders);
    expect(harness.lines.at(-1)?.fields).toMatchObject({ because: 'superseded' });
    expect(await everything.holding(PERSONAL)).toEqual([]);
  });

  it('that dies anywhere is finished by the next call, and syncs in between bring nothing back', async () => {
    await start();
    const before = await kept();
    const { firestore } = harness.server;
    let commits = 0;
    for (let dieAfter = 1; ; dieAfter += 1) {
      commits = 0;
      const database = new Database(firestore);
      const transaction = database.transaction.bind(database);
      database.transaction = async (work) => {
        if (commits >= dieAfter) throw new Error('died');
        commits += 1;
        return transaction(work);
      };
      const outcome = await eraseCustomer(harness.context, database, 'org1', ID).catch(() => null);
      harness.clock.advance(DAY / 24);
      await harness.sync();
      const isMarked = ((await stored(harness, 'customers'))[ID]?.['erasedAt'] ?? null) !== null;
      if (isMarked)
        expect((await stored(harness, 'customers'))[ID]).toMatchObject({ email: null, phone: null });
      if (outcome !== null) break;
    }
    expect(commits).toBeGreaterThanOrEqual(3);
    await run({ mode: 'full' });
    expect(await everything.holding(PERSONAL)).toEqual([]);
    expect(await kept()).toEqual(before);
  });

  it('removes the addresses from many orders, over several pages and shards', async () => {
    const world = new World();
    world.customers.addAll(times(3, (id) => customerRow(id, id === 1 ? PERSON : {})));
    world.orders.addAll(
      times(65, (id) => tillOrder(id, { customer: 1, daysAgo: id % 25 }, { email: EMAIL })),
    );
    harness = await PipelineHarness.start([{ world }]);
    harness.limit({ commit: { documents: 40 }, shard: { entries: 20 }, page: { erasedOrders: 30 } });
    everything = new EveryDocument(harness);
    await harness.sync();
    expect(await erase('alleaves_1')).toMatchObject({ orders: 65, complete: true });
    expect(await everything.holding(PERSONAL)).toEqual([]);
    expect(await dataWrites(harness, () => run())).toEqual([]);
    expect(await dataWrites(harness, () => run({ mode: 'full' }))).toEqual([]);
  });

  it('ends when its time is up, and goes on with the spending in the next call', async () => {
    const world = shop();
    // Others have the address as well, so that its spending stays, and changes.
    for (const id of [6, 7]) world.customers.update(id, { email: EMAIL });
    await start(world);
    const before = await kept();
    harness.limit({ hold: { erasureSpendingMilliseconds: 0 }, page: { spendingKeys: 1 } });
    const calls: boolean[] = [];
    do calls.push((await erase()).complete);
    while (calls.at(-1) === false && calls.length < 10);
    expect(calls.slice(0, 2)).toEqual([false, expect.any(Boolean)]);
    expect(calls.at(-1)).toBe(true);
    expect(await everything.holding(PERSONAL.filter((text) => text !== EMAIL))).toEqual([]);
    expect(await kept()).toEqual(before);
    expect(await dataWrites(harness, () => run({ mode: 'full' }))).toEqual([]);
  });
});
