import { Database } from '../../src/platform/firestore/database';
import { recomputeCustomer, recomputeSegmentOf } from '../../src/segments/recomputeSegment';
import type { Occasion } from '../../src/segments/segmentChange';
import { refreshDueSegments } from '../../src/upkeep/refreshDueSegments';
import { TransientError } from '../../src/platform/ports/errors';
import { PipelineHarness } from '../support/pipeline';
import { stored } from '../scenarios/stored';
import { storeCustomer } from './storeCustomer';

const day = 86_400_000;
let shop: PipelineHarness;

beforeAll(async () => {
  shop = await PipelineHarness.start();
});
afterAll(async () => shop.stop());

/** A customer who has been in segment `new` for long, with orders of $10. */
async function customer(orders: number, daysAgo: number, fields: Record<string, unknown> = {}) {
  const since = new Date(shop.clock.now().getTime() - 500 * day);
  const one = await storeCustomer(shop, {
    ...{ orders, spent: 10 * orders, daysAgo },
    fields: { segmentedAt: since, orderCount: 0, totalSpent: 0, ...fields },
  });
  return {
    ...one,
    recompute: async (occasion: Occasion = 'spending') =>
      recomputeCustomer(
        shop.context,
        new Database(shop.server.firestore),
        'org1',
        one.posCustomerId,
        occasion,
      ),
    changes: async () =>
      Object.entries(await stored(shop, 'segment_changes')).flatMap(([id, change]) =>
        change['customerId'] === one.customerId ? [{ id, ...change }] : [],
      ),
  };
}

describe('a change of segment', () => {
  it('has one document: from where to where, when, why and with which figures', async () => {
    const one = await customer(5, 10);
    await one.recompute();
    const now = shop.clock.now();
    expect(await one.changes()).toEqual([
      {
        id: `${one.customerId}_${now.toISOString()}`,
        orgId: 'org1',
        customerId: one.customerId,
        posCustomerId: one.customerId.replace('alleaves_', ''),
        from: 'new',
        to: 'loyal',
        cause: 'order',
        reason: expect.stringContaining('5 orders'),
        at: now,
        totalSpent: 50,
        orderCount: 5,
        previousOrderCount: 0,
        expireAt: new Date(now.getTime() + 400 * day),
      },
    ]);
    expect(shop.lines.at(-1)).toMatchObject({ message: 'segment changed', fields: { cause: 'order' } });
  });

  it('is told once, however often and at the same time it is computed', async () => {
    const one = await customer(5, 10);
    await Promise.all([one.recompute(), one.recompute('check'), one.recompute()]);
    await one.recompute();
    expect(await one.changes()).toHaveLength(1);
  });

  it('is not told for the first segment, for one that stays, or of an erased customer', async () => {
    const first = await customer(5, 10, { segment: null, segmentedAt: null });
    const stays = await customer(1, 10);
    const erased = await customer(5, 10, { erasedAt: shop.clock.now() });
    for (const one of [first, stays, erased]) {
      expect(await one.recompute()).toBe(true);
      expect(await one.changes()).toEqual([]);
    }
  });

  it('comes after the one before it, although the clock of its instance is behind', async () => {
    const one = await customer(5, 10);
    await one.recompute();
    const ahead = new Date(shop.clock.now().getTime() + 2000);
    await one.reference.update({ segmentedAt: ahead });
    await one.spending.update({ orderCount: 12, totalSpent: 2000 });
    await one.recompute();
    const times = (await one.changes()).map((change) => Reflect.get(change, 'at'));
    expect(times).toEqual([shop.clock.now(), new Date(ahead.getTime() + 1)]);
  });
});

describe('the cause of a change', () => {
  const causeOf = async (one: Awaited<ReturnType<typeof customer>>) => {
    const [latest] = (await one.changes()).slice(-1);
    return latest === undefined
      ? undefined
      : [Reflect.get(latest, 'from'), Reflect.get(latest, 'to'), Reflect.get(latest, 'cause')];
  };

  it('is an order, also if a look at everybody comes before the event', async () => {
    const one = await customer(5, 10);
    await one.recompute('check');
    expect(await causeOf(one)).toEqual(['new', 'loyal', 'order']);
  });

  it('is time, if the same figures would have given the segment before', async () => {
    const one = await customer(5, 10);
    await one.recompute();
    shop.clock.advance(51 * day);
    await refreshDueSegments(shop.context);
    expect(await causeOf(one)).toEqual(['loyal', 'at_risk', 'time']);
  });

  it('is a repair, if somebody had edited segment or figures', async () => {
    const one = await customer(5, 10);
    await one.recompute();
    await one.reference.update({ segment: 'vip', segmentReason: 'by hand' });
    await one.recompute('check');
    expect(await causeOf(one)).toEqual(['vip', 'loyal', 'repair']);
    await one.reference.update({ segment: 'churned', orderCount: 77 });
    await one.recompute('check');
    expect(await causeOf(one)).toEqual(['churned', 'loyal', 'repair']);
    await one.reference.update({ segment: 'gold' });
    await one.recompute('check');
    expect(await causeOf(one)).toEqual([null, 'loyal', 'repair']);
  });

  it('is the rules, if the tenant has other ones than were applied last', async () => {
    const one = await customer(5, 10);
    await one.recompute();
    const tenant = shop.server.firestore.doc('tenants/org1');
    await tenant.update({ segmentRules: { loyalOrders: 6 } });
    await one.recompute('check');
    expect(await causeOf(one)).toEqual(['loyal', 'returning', 'rules']);
    await tenant.update({ segmentRules: null });
  });
});

describe('malformed rules', () => {
  it('have the event delivered again, because correcting them raises none, and name what to correct', async () => {
    const one = await customer(5, 10);
    const tenant = shop.server.firestore.doc('tenants/org1');
    await tenant.update({ segmentRules: { loyalOrders: 40 } });
    const event = { orgId: 'org1', spendingKey: `cid_${one.customerId.replace('alleaves_', '')}` };
    const failure = recomputeSegmentOf(shop.context, event);
    await expect(failure).rejects.toThrow(TransientError);
    await expect(failure).rejects.toThrow(
      /segmentRules.loyalOrders: must be at most vipOrders \(10\), and is 40/,
    );
    await tenant.update({ segmentRules: null });
    await recomputeSegmentOf(shop.context, event);
    expect(await one.changes()).toHaveLength(1);
  });
});
