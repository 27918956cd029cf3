import { refreshDueSegments } from '../../src/upkeep/refreshDueSegments';
import { recomputeSegmentOf } from '../../src/segments/recomputeSegment';
import { TransientError } from '../../src/platform/ports/errors';
import { PipelineHarness } from '../support/pipeline';
import { storeCustomer } from './storeCustomer';

const day = 86_400_000;
let shop: PipelineHarness;

beforeAll(async () => {
  shop = await PipelineHarness.start();
});
afterAll(async () => shop.stop());

async function customer(orders: number, spent: number, daysAgo: number | null) {
  const fields = { tags: ['kept'], segmentDueAt: null };
  const { spendingKey: own, ...stored } = await storeCustomer(shop, { orders, spent, daysAgo, fields });
  return {
    ...stored,
    recompute: async (spendingKey = own) => recomputeSegmentOf(shop.context, { orgId: 'org1', spendingKey }),
    read: async () => (await stored.reference.get()).data() ?? {},
  };
}

describe('recomputeSegment', () => {
  it('stores the segment, why, since when, until when, and the figures', async () => {
    const loyal = await customer(6, 300, 10);
    await loyal.recompute();
    const stored = await loyal.read();
    expect(stored).toMatchObject({
      segment: 'loyal',
      segmentReason: expect.stringContaining('5 orders'),
      orderCount: 6,
      totalSpent: 300,
      avgOrderValue: 50,
      tags: ['kept'],
    });
    expect(stored['segmentDueAt'].toDate()).toEqual(new Date(shop.clock.now().getTime() + 50 * day));
    expect(stored['segmentedAt'].toDate()).toEqual(shop.clock.now());
  });

  it('writes nothing when nothing differs, and keeps since when the segment holds', async () => {
    const one = await customer(6, 300, 10);
    await one.recompute();
    const since = (await one.read())['segmentedAt'].toDate();
    const writes = shop.server.stats().writes;
    await one.recompute();
    expect(shop.server.stats().writes).toBe(writes);
    shop.clock.advance(1000);
    await one.spending.update({ totalSpent: 310 });
    await one.recompute();
    expect((await one.read())['segmentedAt'].toDate()).toEqual(since);
  });

  it('goes by what is stored now, whatever the event was about', async () => {
    const one = await customer(6, 300, 10);
    await one.spending.update({ orderCount: 1, totalSpent: 50 });
    await Promise.all([one.recompute(), one.recompute(), one.recompute()]);
    expect(await one.read()).toMatchObject({ segment: 'new', orderCount: 1, totalSpent: 50 });
  });

  it('takes a spending document that is gone for no orders', async () => {
    const one = await customer(6, 300, 10);
    await one.recompute();
    await one.spending.delete();
    await one.recompute();
    expect(await one.read()).toMatchObject({
      segment: 'new',
      orderCount: 0,
      totalSpent: 0,
      lastOrderDate: null,
    });
  });

  it('reads nothing for the document of an address', async () => {
    const one = await customer(6, 300, 10);
    const reads = shop.server.stats().reads;
    await one.recompute('jane@example.com');
    expect(shop.server.stats().reads).toBe(reads);
  });

  it('makes no ghost of a customer that is not there', async () => {
    const one = await customer(6, 300, 10);
    await one.reference.delete();
    await one.recompute();
    expect((await one.reference.get()).exists).toBe(false);
    expect(shop.lines.at(-1)).toMatchObject({
      message: 'segment not recomputed',
      fields: { because: 'no_customer' },
    });
  });

  it('heals derived fields that were edited by hand', async () => {
    const one = await customer(6, 300, 10);
    await one.reference.update({ segment: 7, segmentedAt: 'never', orderCount: 'many', lastOrderDate: 3 });
    await one.recompute();
    expect(await one.read()).toMatchObject({ segment: 'loyal', orderCount: 6 });
  });

  it('says what to do about a malformed spending document', async () => {
    const one = await customer(6, 300, 10);
    await one.spending.update({ totalSpent: 'much' });
    const before = await one.read();
    await one.recompute();
    expect(await one.read()).toEqual(before);
    expect(shop.lines.at(-1)).toMatchObject({
      level: 'error',
      fields: { error: { code: 'spending_malformed', message: expect.stringContaining("mode 'full'") } },
    });
  });
});

describe('an event that fails for a passing reason', () => {
  it('is delivered again', async () => {
    const one = await customer(6, 300, 10);
    const unavailable = Object.assign(new Error('down'), { code: 14 });
    const firestore = Object.create(shop.server.firestore, {
      runTransaction: { value: async () => Promise.reject(unavailable) },
    });
    const posCustomerId = one.reference.id.replace('alleaves_', '');
    const event = { orgId: 'org1', spendingKey: `cid_${posCustomerId}` };
    await expect(recomputeSegmentOf({ ...shop.context, firestore }, event)).rejects.toThrow(TransientError);
  });
});

describe('refreshDueSegments', () => {
  it('turns customers on the day, each to its end', async () => {
    const loyal = await customer(6, 300, 10);
    const returning = await customer(2, 80, 10);
    const vip = await customer(12, 2000, 10);
    for (const one of [loyal, returning, vip]) await one.recompute();

    shop.clock.advance(36 * day);
    await refreshDueSegments(shop.context);
    expect(await returning.read()).toMatchObject({ segment: 'at_risk' });
    expect(await loyal.read()).toMatchObject({ segment: 'loyal' });

    shop.clock.advance(100 * day);
    await refreshDueSegments(shop.context);
    expect(await returning.read()).toMatchObject({ segment: 'churned', segmentDueAt: null });
    expect(await loyal.read()).toMatchObject({ segment: 'churned', segmentDueAt: null });
    expect(await vip.read()).toMatchObject({ segment: 'vip', segmentDueAt: null });
    expect(await refreshDueSegments(shop.context)).toEqual({ due: 0, changed: 0 });
  });

  it('works through more than a page, and one that fails keeps nobody else waiting', async () => {
    const many = await Promise.all(Array.from({ length: 23 }, async () => customer(2, 80, 10)));
    await Promise.all(many.map(async (one) => one.recompute()));
    await many[0]?.spending.update({ totalSpent: 'broken' });
    shop.clock.advance(36 * day);
    shop.limit({ page: { dueSegments: 20 } });
    // Its time is up after the first page; the next time it goes on, with those that are left and the one that failed.
    shop.settings = { ...shop.settings, timeBudgetMilliseconds: 0 };
    expect(await refreshDueSegments(shop.context)).toMatchObject({ due: 20 });
    expect(shop.lines.at(-1)).toMatchObject({ fields: { complete: false } });
    shop.settings = { ...shop.settings, timeBudgetMilliseconds: 60_000 };
    expect(await refreshDueSegments(shop.context)).toEqual({ due: 4, changed: 3 });
    expect(await many[22]?.read()).toMatchObject({ segment: 'at_risk' });
    expect(shop.lines.some(({ level }) => level === 'error')).toBe(true);
  });
});
