import { World } from '../../../tools/pos/world';
import { replayDeadLetter } from '../../src/sync/start/replay';
import { addDays } from '../../src/rules/time/time';
import { PipelineHarness } from '../support/pipeline';
import { customerRow, DAY, START, tillOrder, times } from './rows';
import { dataWrites, lastRun, statusOf, stored } from './stored';

jest.setTimeout(120_000);

let harness: PipelineHarness;
afterEach(() => harness.stop());

const CUSTOMERS = 12;
const DAYS = 400;

/** One order of $10 a day, over more than a year. */
function shop(): World {
  const world = new World();
  world.customers.addAll(times(CUSTOMERS, (id) => customerRow(id, { email: `c${id}@example.com` })));
  world.orders.addAll(
    times(DAYS, (id) => tillOrder(id, { customer: (id % CUSTOMERS) + 1, daysAgo: id, total: 10 })),
  );
  return world;
}

const day = (daysAgo: number) => new Date(START.getTime() - daysAgo * DAY).toISOString().slice(0, 10);
const window = (from: number, to: number) => ({ kind: 'window', from: day(from), to: day(to) });

async function start(timeBudgetMilliseconds?: number): Promise<void> {
  // A POS that leaves out the last day asked for: a day too few loses an order.
  harness = await PipelineHarness.start([
    { world: shop(), endDate: 'exclusive', tenant: { lookbackDays: 30 } },
  ]);
  await harness.sync();
  harness.clock.advance(1_000);
  harness.pos.recorded.length = 0;
  if (timeBudgetMilliseconds !== undefined)
    harness.settings = { ...harness.settings, timeBudgetMilliseconds };
}

/** The windows of orders read since the start, each once. `endDate` is the day after the last. */
function windows(): [from: string, to: string][] {
  const asked = harness.pos.recorded.filter(({ endpoint }) => endpoint === 'orders');
  const days = new Map(
    asked.map(({ parameters }) => [String(parameters['startDate']), parameters['endDate']]),
  );
  return [...days].map(([from, end]) => [from, addDays(String(end), -1)]);
}

describe('a backfill', () => {
  // Caught: one request for years; pieces with gaps or overlaps; a run that goes on to the menu.
  it.each([
    ['in one go', undefined],
    ['in deliveries of one page each', 0],
  ])('reads the window in pieces of at most 90 days and nothing else, %s', async (_name, budget) => {
    await start(budget);
    await harness.sync({ trigger: 'backfill', scope: window(300, 100) });
    const read = windows();
    expect(read[0]?.[0]).toBe(day(300));
    expect(read.at(-1)?.[1]).toBe(day(100));
    for (const [position, [from, to]] of read.entries()) {
      expect((Date.parse(to) - Date.parse(from)) / DAY + 1).toBeLessThanOrEqual(90);
      const next = read[position + 1]?.[0];
      if (next !== undefined) expect(Date.parse(next) - Date.parse(to)).toBe(DAY);
    }
    expect(read).toHaveLength(3);
    expect(harness.pos.recorded.filter(({ endpoint }) => endpoint === 'inventory')).toEqual([]);
    expect(Object.keys(await stored(harness, 'orders'))).toHaveLength(30 + 201);
  });

  it('adds to what customers have spent, and is recorded as what it was', async () => {
    await start();
    await harness.sync({ trigger: 'backfill', scope: window(300, 100) });
    const spending = await stored(harness, 'customer_spending');
    const totals = Object.entries(spending).flatMap(([key, { totalSpent }]) =>
      key.startsWith('cid_') ? [Number(totalSpent)] : [],
    );
    expect(totals.reduce((sum, dollars) => sum + dollars, 0)).toBe(231 * 10);
    expect(await lastRun(harness)).toMatchObject({
      trigger: 'backfill',
      state: 'succeeded',
      scope: window(300, 100),
      window: { from: day(300), to: day(100) },
      stages: { orders: { added: 201 }, spending: { updated: 2 * CUSTOMERS } },
    });
    expect((await lastRun(harness))['stages']).not.toHaveProperty('products');
  });

  it('never moves lastSyncAt, keeps the counts right, and hides no failure', async () => {
    await start();
    await harness.sync({ trigger: 'backfill', scope: window(300, 100) });
    expect(await statusOf(harness)).toMatchObject({
      state: 'succeeded',
      lastSyncAt: START,
      lastError: null,
      orderCount: 231,
      customerCount: CUSTOMERS,
    });

    // Also for pages of the usual size.
    harness.pos.faults.queue('orders', { status: 400 }, 2);
    await harness.sync();
    harness.clock.advance(1_000);
    await harness.sync({ trigger: 'backfill', scope: window(90, 80) });
    expect(await lastRun(harness)).toMatchObject({ state: 'succeeded', trigger: 'backfill' });
    expect(await statusOf(harness)).toMatchObject({
      state: 'failed',
      lastSyncAt: START,
      lastError: { stage: 'orders' },
      orderCount: 242,
    });
  });

  it('lets the next sync go on as if it had not been, and finds nothing twice', async () => {
    await start();
    const scope = window(300, 100);
    await harness.sync({ trigger: 'backfill', scope });
    expect(await dataWrites(harness, () => harness.sync({ trigger: 'backfill', scope }))).toEqual([]);
    harness.pos.recorded.length = 0;
    expect(await dataWrites(harness, () => harness.sync())).toEqual([]);
    expect(windows()).toEqual([[day(30), day(0)]]);
    expect(await statusOf(harness)).toMatchObject({ lastSyncAt: harness.clock.now() });
  });

  it('that failed is replayed with its window', async () => {
    await start();
    harness.pos.faults.rate('orders', { status: 400 }, 1);
    await harness.sync({ trigger: 'backfill', scope: window(300, 290) });
    expect(await lastRun(harness)).toMatchObject({ state: 'failed' });
    harness.pos.faults.clear();
    const { docs } = await harness.server.firestore.collection('dead_letters').get();
    expect(docs.map((letter) => letter.get('message'))).toEqual([
      expect.objectContaining({ scope: window(300, 290), trigger: 'backfill' }),
    ]);

    harness.clock.advance(1_000);
    await replayDeadLetter(harness.context, docs[0]?.id ?? '');
    await harness.settle();
    expect(await lastRun(harness)).toMatchObject({
      trigger: 'replay',
      scope: window(300, 290),
      stages: { orders: { added: 11 } },
    });
    expect(await statusOf(harness)).toMatchObject({ lastSyncAt: START });
  });

  it("whose window isn't one ends as a dead letter", async () => {
    await start();
    for (const scope of [window(10, 20), { kind: 'window', from: '2026-02-30', to: '2026-03-01' }])
      await harness.sync({ scope });
    const { docs } = await harness.server.firestore.collection('dead_letters').get();
    expect(docs.map((letter) => letter.data()['error']['code'])).toEqual(['bad_message', 'bad_message']);
  });
});

describe('a sync of one customer', () => {
  const own = { kind: 'customer', posCustomerId: '5' };
  const path = (collection: string, id: string) =>
    harness.server.firestore.doc(`tenants/org1/${collection}/${id}`);
  /** The first day's order of customer 5, and of customer 6. */
  const ORDER = '4';
  const OTHERS = '5';

  async function vandalise(): Promise<void> {
    for (const [customer, order] of [
      ['5', ORDER],
      ['6', OTHERS],
    ] as const) {
      await path('customers', `alleaves_${customer}`).update({ firstName: 'Edited', segment: 'vip' });
      await path('orders', `alleaves_${order}`).update({ total: 9_999 });
      await path('customer_spending', `cid_${customer}`).delete();
    }
    await path('orders', 'alleaves_16').delete();
    await harness.deliverTriggers();
  }

  it('repairs that customer, their orders, spending and segment, and nobody else', async () => {
    await start();
    const before = {
      customer: await stored(harness, 'customers'),
      orders: await stored(harness, 'orders'),
      spending: await stored(harness, 'customer_spending'),
    };
    await vandalise();
    const written = await dataWrites(harness, () => harness.sync({ scope: own }));
    const named = (path: string) => path.replace('tenants/org1/', '').replace(/_2026-.*Z$/, '');
    expect(written.map(named).sort()).toEqual([
      'customer_spending/cid_5',
      'customers/alleaves_5',
      'customers/alleaves_5',
      'orders/alleaves_16',
      'orders/alleaves_4',
      // From the segment that somebody had written in.
      'segment_changes/alleaves_5',
    ]);
    const withoutTimes = (fields: object = {}) => ({ ...fields, updatedAt: null, segmentedAt: null });
    const after = await stored(harness, 'orders');
    expect(withoutTimes((await stored(harness, 'customers'))['alleaves_5'])).toEqual(
      withoutTimes(before.customer['alleaves_5']),
    );
    for (const id of ['alleaves_4', 'alleaves_16'])
      expect(withoutTimes(after[id])).toEqual(withoutTimes(before.orders[id]));
    expect(withoutTimes((await stored(harness, 'customer_spending'))['cid_5'])).toEqual(
      withoutTimes(before.spending['cid_5']),
    );
    expect((await stored(harness, 'customers'))['alleaves_6']).toMatchObject({ firstName: 'Edited' });
    expect(after['alleaves_5']).toMatchObject({ total: 9_999 });
    expect(harness.pos.recorded.filter(({ endpoint }) => endpoint === 'inventory')).toEqual([]);
    expect(await statusOf(harness)).toMatchObject({ state: 'succeeded', lastSyncAt: START });
  });

  it('takes what has changed at the POS for them, orders that come and go included', async () => {
    await start(0);
    const { orders, customers } = harness.world;
    customers.update(5, { email: 'five@example.com' });
    customers.update(6, { email: 'six@example.com' });
    orders.update(4, { userId: '7', customer: { id: 7 } });
    orders.update(6, { userId: '5', customer: { id: 5 } });
    orders.add(tillOrder(9_000, { customer: 5, daysAgo: 0, total: 5 }));
    orders.add(tillOrder(9_001, { customer: 6, daysAgo: 0, total: 5 }));
    await harness.sync({ scope: own });
    const documents = await stored(harness, 'orders');
    expect(documents['alleaves_4']).toMatchObject({ customerId: 'alleaves_7' });
    expect(documents['alleaves_6']).toMatchObject({ customerId: 'alleaves_5' });
    expect(documents['alleaves_9000']).toMatchObject({ customerId: 'alleaves_5' });
    expect(documents['alleaves_9001']).toBeUndefined();
    const spending = await stored(harness, 'customer_spending');
    expect(spending['five@example.com']).toEqual({
      ...spending['cid_5'],
      updatedAt: expect.any(Date),
      changeShard: expect.any(Number),
    });
    expect([spending['c5@example.com'], spending['six@example.com']]).toEqual([undefined, undefined]);
    expect(spending['c6@example.com']).toBeDefined();
    expect(await lastRun(harness)).toMatchObject({
      scope: own,
      stages: { customers: { updated: 1, skipped: {} }, orders: { added: 1, updated: 2 } },
    });

    // The rest is what the next sync does.
    harness.clock.advance(1_000);
    await harness.sync();
    expect(await lastRun(harness)).toMatchObject({
      stages: { customers: { updated: 1 }, orders: { added: 1, updated: 0 } },
    });
  });

  it('says so where the POS no longer has them, and takes nothing away but the segment', async () => {
    await start();
    // Of customer 6 it isn't asked.
    for (const id of [5, 6]) harness.world.customers.remove(id);
    const before = await stored(harness, 'customers');
    const goneSince = harness.clock.now();
    await harness.sync({ scope: own });
    expect(await stored(harness, 'customers')).toEqual({
      ...before,
      alleaves_5: {
        ...before['alleaves_5'],
        ...{ goneSince, segment: null, segmentReason: 'no longer in the POS' },
        ...{ segmentDueAt: null, segmentedAt: goneSince },
      },
    });
    expect(await lastRun(harness)).toMatchObject({
      state: 'succeeded',
      stages: { customers: { skipped: { not_at_pos: 1 } } },
    });
  });
});
