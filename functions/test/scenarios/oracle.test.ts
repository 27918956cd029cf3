import fc from 'fast-check';
import { buildOddities, buildRoster } from '../../../tools/pos/worlds/builders';
import { World } from '../../../tools/pos/world';
import { refreshDueSegments } from '../../src/upkeep/refreshDueSegments';
import { histogram, Oracle } from '../../../tools/oracle/oracle';
import { PipelineHarness } from '../support/pipeline';
import { applyChange, worldChange } from './changes';
import { batchRow, customerRow, START, tillOrder, TIME_ZONE, times } from './rows';
import { dataWrites, expectedDocuments, storedDocuments } from './stored';

jest.setTimeout(120_000);

const createOracle = () => new Oracle({ timeZone: TIME_ZONE, lookbackDays: 90 });

describe('the documents are what a naive oracle makes of the raw rows', () => {
  let harness: PipelineHarness;
  afterEach(() => harness.stop());

  async function syncAndCompare(world: World): Promise<void> {
    const oracle = createOracle();
    harness = await PipelineHarness.start([{ world }]);
    oracle.sync(world, START);
    await harness.sync();

    expect(await storedDocuments(harness)).toEqual(expectedDocuments(oracle, 'org1', START));
    expect(await harness.status()).toMatchObject({
      state: 'succeeded',
      customerCount: oracle.customers.size,
      orderCount: oracle.orders.size,
      menuProductsCount: oracle.items.size,
      segmentCounts: histogram(oracle.segments(START).values()),
    });
  }

  it('in a world of oddities', () => syncAndCompare(buildOddities({ now: START })));

  it('in a shop of 500 customers', () =>
    syncAndCompare(buildRoster({ seed: 7, customers: 500, now: START, shareWithEmail: 0.2 })));
});

describe('the documents follow the POS through any changes', () => {
  it('after each of several syncs with random changes in between', async () => {
    const rounds = fc.array(fc.array(worldChange, { minLength: 1, maxLength: 25 }), {
      minLength: 2,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(rounds, async (changes) => {
        const world = smallShop();
        const harness = await PipelineHarness.start([{ world }]);
        try {
          const oracle = createOracle();
          for (const round of [[], ...changes]) {
            for (const change of round) applyChange(change, world, harness.clock);
            oracle.sync(world, harness.clock.now());
            await harness.sync();
            await refreshDueSegments(harness.context);
            const expected = expectedDocuments(oracle, 'org1', harness.clock.now());
            expect(await storedDocuments(harness)).toEqual(expected);
            expect(await harness.status()).toMatchObject({
              state: 'succeeded',
              orderCount: oracle.orders.size,
            });
            expect(await dataWrites(harness, () => harness.sync())).toEqual([]);
          }
        } finally {
          await harness.stop();
        }
      }),
      { numRuns: Number(process.env['SCENARIO_RUNS'] ?? 3), endOnFailure: true },
    );
  });
});

/** Forty customers, half of whom share five addresses; orders of most of them; thirty items. */
function smallShop(): World {
  const world = new World();
  world.customers.addAll(
    times(40, (id) => customerRow(id, { email: id % 2 === 0 ? `shared${id % 10}@example.com` : null })),
  );
  world.orders.addAll(
    times(60, (id) => tillOrder(id, { customer: (id % 35) + 1, daysAgo: id, total: 10 + id })),
  );
  world.inventory.addAll(times(30, (id) => batchRow(9000 + id)));
  return world;
}
