import fc from 'fast-check';
import { World } from '../../../tools/pos/world';
import { Oracle } from '../../../tools/oracle/oracle';
import { refreshDueSegments } from '../../src/upkeep/refreshDueSegments';
import { PipelineHarness } from '../support/pipeline';
import { applyChange, worldChange } from './changes';
import { batchRow, customerRow, DAY, tillOrder, TIME_ZONE, times } from './rows';
import { statusOf, stored } from './stored';

jest.setTimeout(240_000);

let harness: PipelineHarness;
afterEach(() => harness.stop());

function shop(): World {
  const world = new World();
  world.customers.addAll(times(30, (id) => customerRow(id)));
  world.orders.addAll(times(60, (id) => tillOrder(id, { customer: (id % 30) + 1, daysAgo: id })));
  world.inventory.addAll([batchRow(9001)]);
  return world;
}

const changes = async () =>
  Object.values(await stored(harness, 'segment_changes')).sort((a, b) => Number(a['at']) - Number(b['at']));

/**
 * Everybody starts as new; each change leads from where the one before ended, or from nowhere: no change tells that the POS
 * no longer has a customer, which `goneSince` says.
 */
async function replay(): Promise<Record<string, unknown>> {
  const customers = Object.entries(await stored(harness, 'customers'));
  const segments = Object.fromEntries(customers.map(([id]): [string, unknown] => [id, 'new']));
  for (const { customerId, from, to } of await changes()) {
    const id = String(customerId);
    if (from !== null) expect([id, from]).toEqual([id, segments[id]]);
    segments[id] = to;
  }
  for (const [id, { goneSince }] of customers) if (goneSince !== null) segments[id] = null;
  return segments;
}

async function segmentsNow(): Promise<Record<string, unknown>> {
  const customers = Object.entries(await stored(harness, 'customers'));
  return Object.fromEntries(customers.map(([id, { segment }]) => [id, segment]));
}

describe('segment changes', () => {
  it("replayed from the start give today's segments, whatever happens at the POS, and agree with an independent count", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(worldChange, { maxLength: 8 }), { minLength: 2, maxLength: 4 }),
        async (days) => {
          const world = shop();
          harness = await PipelineHarness.start([{ world }]);
          try {
            const oracle = new Oracle({ timeZone: TIME_ZONE, lookbackDays: 90 });
            await harness.sync();
            oracle.sync(world, harness.clock.now());
            for (const today of days) {
              for (const change of today) applyChange(change, world, harness.clock);
              await harness.sync();
              oracle.sync(world, harness.clock.now());
              await refreshDueSegments(harness.context);
            }
            const segments = await segmentsNow();
            expect(await replay()).toEqual(segments);
            const counted = Array.from(oracle.segments(harness.clock.now()), ([id, segment]) => [
              `alleaves_${id}`,
              segment,
            ]);
            const gone = Array.from(oracle.gone.keys(), (id) => [`alleaves_${id}`, null]);
            expect(segments).toEqual(Object.fromEntries([...counted, ...gone]));
          } finally {
            await harness.stop();
          }
        },
      ),
      { numRuns: 5 },
    );
  });

  it('are written when time passes and when an order comes, and none for the segment a customer starts with', async () => {
    const world = shop();
    harness = await PipelineHarness.start([{ world }]);
    world.orders.addAll(times(4, (id) => tillOrder(100 + id, { customer: 1, daysAgo: id })));
    await harness.sync();
    const causes = async () => (await changes()).map(({ cause }) => cause);
    expect(new Set(await causes())).toEqual(new Set(['order']));
    const known = (await changes()).length;
    harness.clock.advance(100 * DAY);
    await refreshDueSegments(harness.context);
    expect(new Set((await causes()).slice(known))).toEqual(new Set(['time']));
    expect(await replay()).toEqual(await segmentsNow());
  });
});

describe("a tenant's own segment rules", () => {
  const setRules = (segmentRules: Record<string, number> | null) =>
    harness.server.firestore.doc('tenants/org1').update({ segmentRules });

  it('move everybody with the next sync, once, with a change each, and count as the documents do', async () => {
    harness = await PipelineHarness.start([{ world: shop() }]);
    await harness.sync();
    const before = await segmentsNow();
    await setRules({ returningOrders: 1, atRiskOverDays: 20, loyalUnderDays: 30, churnedOverDays: 40 });
    const known = (await changes()).length;
    await harness.sync();
    const after = await segmentsNow();
    const moved = Object.keys(after).filter((id) => after[id] !== before[id]);
    expect(moved.length).toBeGreaterThan(5);
    const told = (await changes()).slice(known);
    expect(told.map(({ customerId }) => customerId).sort()).toEqual(moved.sort());
    expect(new Set(told.map(({ cause }) => cause))).toEqual(new Set(['rules']));
    expect(await replay()).toEqual(after);
    const counts: Record<string, number> = {};
    for (const segment of Object.values(after)) counts[String(segment)] = (counts[String(segment)] ?? 0) + 1;
    expect((await statusOf(harness))['segmentCounts']).toMatchObject(counts);

    const { reads } = harness.server.stats();
    await harness.sync();
    expect(harness.server.stats().reads - reads).toBeLessThan(30);
    await setRules(null);
    await harness.sync();
    expect(await segmentsNow()).toEqual(before);
  });

  it('that were taken back are taken back for everybody, also for those whom a failed run or an order had moved meanwhile', async () => {
    const world = shop();
    harness = await PipelineHarness.start([{ world }]);
    await harness.sync();
    const before = await segmentsNow();
    await setRules({ returningOrders: 1, atRiskOverDays: 20, loyalUnderDays: 30, churnedOverDays: 40 });
    // Fails in the menu, when everybody has been moved already.
    world.inventory.remove(9001);
    await harness.sync();
    expect(await harness.status()).toMatchObject({ state: 'failed', lastError: { stage: 'products' } });
    expect(await segmentsNow()).not.toEqual(before);
    world.inventory.addAll([batchRow(9001)]);
    await setRules(null);
    await harness.sync();
    expect(await segmentsNow()).toEqual(before);
    expect(await replay()).toEqual(before);

    // One order brings one customer under rules that are gone again before the next sync.
    await setRules({ loyalOrders: 2 });
    world.orders.addAll([tillOrder(900, { customer: 1, daysAgo: 0 })]);
    await harness.sync({ scope: { kind: 'customer', posCustomerId: '1' } });
    expect((await segmentsNow())['alleaves_1']).toBe('loyal');
    await setRules(null);
    await harness.sync();
    expect((await segmentsNow())['alleaves_1']).toBe('returning');
    const { reads } = harness.server.stats();
    await harness.sync();
    expect(harness.server.stats().reads - reads).toBeLessThan(30);
  });

  it('that are no ladder fail the run, and say what to correct', async () => {
    harness = await PipelineHarness.start([{ world: shop() }]);
    await setRules({ loyalUnderDays: 30 });
    await harness.sync();
    expect(await statusOf(harness)).toMatchObject({ lastSyncAt: null });
    const letters = await harness.server.firestore.collection('dead_letters').get();
    const texts = [
      JSON.stringify(harness.lines),
      JSON.stringify(letters.docs.map((letter) => letter.data())),
    ].join();
    expect(texts).toContain('atRiskOverDays: must be less than loyalUnderDays (30), and is 45');
  });

  it('are applied to everybody, also if the run is interrupted, and once more if they change on the way', async () => {
    harness = await PipelineHarness.start([{ world: shop() }]);
    await harness.sync();
    harness.limit({ page: { derivedFields: 4 } });
    const { settings } = harness;
    harness.settings = { ...settings, timeBudgetMilliseconds: 0 };
    await setRules({ returningOrders: 1 });
    await harness.sync();
    const byOwn = Object.values(await segmentsNow()).filter((segment) => segment === 'new');
    expect(byOwn).toEqual([]);
    expect((await statusOf(harness))['segmentRules']).toEqual(expect.any(String));
  });
});
