import type { z } from 'zod';
import { buildRoster } from '../../../../tools/pos/worlds/builders';
import { World } from '../../../../tools/pos/world';
import { listCustomers } from '../../../src/api/customers/list/listCustomers';
import { getSegmentSummary } from '../../../src/api/segments/getSegmentSummary';
import { listOverdueCustomers } from '../../../src/api/segments/listOverdueCustomers';
import { listSegmentChanges } from '../../../src/api/segments/listSegmentChanges';
import { listSegmentCustomers } from '../../../src/api/segments/listSegmentCustomers';
import { previewSegmentRules } from '../../../src/api/segments/previewSegmentRules';
import { SEGMENTS } from '../../../src/rules/customers/segment';
import { refreshDueSegments } from '../../../src/upkeep/refreshDueSegments';
import { CALLABLES_NOW, CallableHarness, manager, operator, staff } from '../../support/callables';

const CUSTOMERS = 80;
const DAY = 86_400_000;

let harness: CallableHarness;
beforeAll(async () => {
  harness = await CallableHarness.start([
    buildRoster({ seed: 7, customers: CUSTOMERS, items: 3, shareWithEmail: 0.3, now: CALLABLES_NOW }),
    new World(),
  ]);
  await harness.sync();
});
afterAll(() => harness.stop());

type Change = z.output<typeof listSegmentChanges.output>['changes'][number];

/** All pages of a list. */
async function all<Page extends { nextCursor: string | null }>(
  callable: { name: string; output: z.ZodType<Page> },
  input: object = {},
): Promise<Page[]> {
  const pages: Page[] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await harness.result(callable, { ...input, ...(cursor !== null && { cursor }) });
    pages.push(page);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return pages;
}

const changes = async (input: object = {}) =>
  (await all(listSegmentChanges, input)).flatMap((page) => page.changes);
const customers = async () => (await all(listCustomers)).flatMap((page) => page.customers);
const listOverdue = async (input: object = {}) =>
  (await all(listOverdueCustomers, input)).flatMap((page) => page.customers);

describe('the ways to count customers by segment', () => {
  it('agree once all is settled: the status, the summary, the lists, and the changes replayed', async () => {
    await harness.sync();
    const status = await harness.document('tenants/org1/sync_status/pos');
    const { segments } = await harness.result(getSegmentSummary);
    const counted = Object.fromEntries(
      segments.map(({ segment, customerCount }) => [segment, customerCount]),
    );
    const listed: Record<string, number> = {};
    for (const segment of SEGMENTS)
      listed[segment] = (await all(listSegmentCustomers, { segment })).flatMap(
        (page) => page.customers,
      ).length;
    const replayed = new Map(
      (await harness.firestore.collection('tenants/org1/customers').get()).docs.map(
        ({ id }): [string, string | null] => [id, 'new'],
      ),
    );
    for (const { customerId, to } of (await changes()).reverse()) replayed.set(customerId, to);
    const byChanges = Object.fromEntries(
      SEGMENTS.map((segment) => [segment, [...replayed.values()].filter((one) => one === segment).length]),
    );
    expect(status?.['segmentCounts']).toEqual(counted);
    expect(listed).toEqual(counted);
    expect(byChanges).toEqual(counted);
    expect(Object.values(listed).reduce((sum, size) => sum + size, 0)).toBe(CUSTOMERS);
  });
});

describe('previewSegmentRules', () => {
  const RULES = {
    loyalOrders: 3,
    returningOrders: 1,
    atRiskOverDays: 20,
    loyalUnderDays: 40,
    churnedOverDays: 60,
  };

  it('says who would move, and saving the rules moves exactly those', async () => {
    const before = await customers();
    const writes = harness.stats().writes;
    const { moves, segments, movedCount } = await harness.result(previewSegmentRules, { rules: RULES });
    expect(harness.stats().writes).toBe(writes);
    expect(moves.length).toBeGreaterThan(2);
    expect(moves[0]?.first[0]).toMatchObject({
      customerId: expect.stringMatching(/^alleaves_/),
      totalSpent: expect.any(Number),
    });

    await harness.firestore.doc('tenants/org1').update({ segmentRules: RULES });
    await harness.sync();
    const after = await customers();
    const segmentOf = new Map(after.map(({ customerId, segment }) => [customerId, segment]));
    const moved: Record<string, number> = {};
    for (const { customerId, segment } of before) {
      const to = segmentOf.get(customerId);
      if (to !== segment)
        moved[`${String(segment)} ${String(to)}`] = (moved[`${String(segment)} ${String(to)}`] ?? 0) + 1;
    }
    expect(
      Object.fromEntries(moves.map(({ from, to, customerCount }) => [`${from} ${to}`, customerCount])),
    ).toEqual(moved);
    for (const { segment, after: count } of segments)
      expect([...segmentOf.values()].filter((one) => one === segment)).toHaveLength(count);
    const told = await changes({ cause: 'rules' });
    expect(told).toHaveLength(movedCount);
    await harness.firestore.doc('tenants/org1').update({ segmentRules: null });
    await harness.sync();
  });

  it('names thresholds that are no ladder', async () => {
    const { status, error } = await harness.call('previewSegmentRules', { rules: { loyalOrders: 50 } });
    expect([status, error?.message]).toEqual([400, expect.stringContaining('rules.loyalOrders')]);
  });

  it('has no answer before the first sync', async () => {
    const { error } = await harness.call('previewSegmentRules', { orgId: 'org2', rules: {} }, operator);
    expect(error?.details?.code).toBe('index_missing');
  });
});

describe('listOverdueCustomers', () => {
  it('has those whose own rhythm is passed, by what they have spent, as the documents say', async () => {
    const now = harness.suite.clock.now();
    const { docs } = await harness.firestore.collection('tenants/org1/customers').get();
    const overdue = docs
      .map((one) => one.data())
      .filter(
        (data) => data['overdueAt'] !== null && data['overdueAt'].toDate() <= now && data['totalSpent'] > 0,
      )
      .map(({ totalSpent }) => Number(totalSpent))
      .sort((a, b) => b - a);
    expect(overdue.length).toBeGreaterThan(5);
    const listed = await listOverdue({ limit: 4 });
    expect(listed.map(({ totalSpent }) => totalSpent)).toEqual(overdue);
    for (const { usualDaysBetweenOrders, overdueAt, orderCount } of listed) {
      expect(usualDaysBetweenOrders).toBeGreaterThan(0);
      expect(new Date(String(overdueAt)) <= now).toBe(true);
      expect(orderCount).toBeGreaterThanOrEqual(3);
    }
    const atRisk = await listOverdue({
      segment: 'at_risk',
    });
    expect(atRisk).toEqual(listed.filter(({ segment }) => segment === 'at_risk'));
  });

  it('has no erased customer, and reads at most 1,000', async () => {
    const [first] = await listOverdue();
    const reference = harness.firestore.doc(`tenants/org1/customers/${String(first?.customerId)}`);
    await reference.update({ erasedAt: harness.suite.clock.now() });
    const ids = (await listOverdue()).map(({ customerId }) => customerId);
    expect(ids).not.toContain(first?.customerId);
    harness.limit({ scan: { documents: 10 } });
    const { result } = await harness.call('listOverdueCustomers', { limit: 100 }, manager('org1'));
    expect(result).toMatchObject({ incomplete: true, nextCursor: expect.any(String) });
    harness.limit({ scan: { documents: 1000 } });
  });
});

describe('listSegmentChanges', () => {
  beforeAll(async () => {
    const later = new Date(CALLABLES_NOW.getTime() + 20 * DAY);
    await refreshDueSegments({ ...harness.context, clock: { now: () => later } });
  });

  it.each([3, 500])(
    'has every change once, newest first, %d a page, for one read each and one more',
    async (limit) => {
      const { size } = await harness.firestore.collection('tenants/org1/segment_changes').get();
      expect(size).toBeGreaterThan(20);
      const { reads } = harness.stats();
      const found = await changes({ limit });
      expect(harness.stats().reads - reads).toBeLessThanOrEqual(size + Math.ceil(size / limit));
      expect(new Set(found.map(({ changeId }) => changeId)).size).toBe(size);
      const times = found.map(({ at }) => at);
      expect(times).toEqual(times.toSorted().reverse());
    },
  );

  it('picks by time, segments, cause and customer, alone and together', async () => {
    const everything = await changes();
    const conditions: [Record<string, unknown>, (change: Change) => boolean][] = [
      [{ from: 'new' }, ({ from }) => from === 'new'],
      [{ to: 'at_risk' }, ({ to }) => to === 'at_risk'],
      [{ cause: 'time' }, ({ cause }) => cause === 'time'],
      [
        { from: 'new', to: 'at_risk', cause: 'time' },
        (one) => one.from === 'new' && one.to === 'at_risk' && one.cause === 'time',
      ],
      [{ since: everything[0]?.at }, ({ at }) => at !== null && at >= (everything[0]?.at ?? '')],
      [
        { customerId: everything[0]?.customerId },
        ({ customerId }) => customerId === everything[0]?.customerId,
      ],
    ];
    for (const [input, isMeant] of conditions) {
      const expected = everything.filter(isMeant);
      expect(expected.length).toBeGreaterThan(0);
      expect(await changes(input)).toEqual(expected);
    }
  });

  it('leaves out those whose history was read for the first time, and says when a call ended among them', async () => {
    const everything = await changes();
    const others = everything.filter(({ previousOrderCount }) => previousOrderCount > 0);
    expect(others.length).toBeGreaterThan(0);
    expect(others.length).toBeLessThan(everything.length);
    for (const limit of [3, 500]) expect(await changes({ skipImports: true, limit })).toEqual(others);
    // The import is the oldest: behind it there is nothing.
    harness.limit({ scan: { documents: others.length + 5 } });
    const { result } = await harness.call('listSegmentChanges', { skipImports: true, limit: 500 });
    harness.limit({ scan: { documents: 1000 } });
    expect(result).toMatchObject({ incomplete: true, nextCursor: expect.any(String) });
    expect(result?.['changes']).toEqual(others);
    expect((await harness.call('listSegmentChanges', { limit: 1 })).result?.['incomplete']).toBe(false);
  });

  it('is about the tenant alone', async () => {
    expect((await harness.call('listSegmentChanges', {}, staff('org2'))).result).toMatchObject({
      changes: [],
    });
    expect((await harness.call('listSegmentChanges', { orgId: 'org1' }, staff('org2'))).status).toBe(403);
  });
});
