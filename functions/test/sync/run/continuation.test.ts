import { z } from 'zod';
import { buildRoster } from '../../../../tools/pos/worlds/builders';
import type { World } from '../../../../tools/pos/world';
import { PipelineHarness } from '../../support/pipeline';

const now = new Date('2026-11-20T15:00:00Z');
const collections = [
  'customers',
  'orders',
  'customer_spending',
  'publicViews/products/items',
  'sync_quarantine',
];

/** Everything a sync of the world leaves behind, without the names of runs. */
async function outcome(
  world: World,
  timeBudgetMilliseconds: number,
  mode: 'incremental' | 'full' = 'incremental',
) {
  const shop = await PipelineHarness.start([
    { world, tenant: { historyStart: '2026-05-01', lookbackDays: 30 } },
  ]);
  try {
    shop.limit({ page: { rebuild: 50, spendingKeys: 20 }, pos: { pageSize: 10 } });
    shop.settings = { ...shop.settings, timeBudgetMilliseconds };
    await shop.sync();
    if (mode === 'full') await shop.sync({ mode });
    const documents = [];
    for (const collection of collections) documents.push(await shop.documents(collection));
    const run = (await shop.runs()).at(-1);
    const deliveries = shop.lines.filter(({ message }) => message === 'stage finished').length;
    return { documents, status: await shop.status(), stages: run?.['stages'], deliveries };
  } finally {
    await shop.stop();
  }
}

const withoutRuns = (value: unknown) =>
  JSON.stringify(
    value,
    (key, inner: unknown) => (/^(runId|lastRunId|tenantVersion|durationMs|pages)$/.test(key) ? '' : inner),
    1,
  );

const tally = z.looseObject({ unchanged: z.int() });

describe('continuations', () => {
  it('end in the same result as one go', async () => {
    const world = () => buildRoster({ seed: 9, customers: 23, ordersPerCustomer: 2, items: 10, now });
    const inOneGo = await outcome(world(), 300_000);
    const inPieces = await outcome(world(), 0);
    expect(inOneGo.deliveries).toBe(4);
    expect(inPieces.deliveries).toBeGreaterThanOrEqual(8);
    expect(withoutRuns(inPieces.documents)).toBe(withoutRuns(inOneGo.documents));
    expect(withoutRuns(inPieces.status)).toBe(withoutRuns(inOneGo.status));
    // Orders of the days on which parts of the window meet come with both; in one go the second time is no news within the delivery.
    const { orders, ...others } = z.looseObject({ orders: tally }).parse(inPieces.stages);
    const { orders: ordersInOneGo, ...othersInOneGo } = z
      .looseObject({ orders: tally })
      .parse(inOneGo.stages);
    expect(withoutRuns(others)).toBe(withoutRuns(othersInOneGo));
    expect(orders.unchanged).toBeLessThanOrEqual(ordersInOneGo.unchanged + 6);
    expect(withoutRuns({ ...orders, unchanged: 0 })).toBe(withoutRuns({ ...ordersInOneGo, unchanged: 0 }));
  });

  it('rebuild the index in pieces too', async () => {
    const world = buildRoster({ seed: 10, customers: 11, ordersPerCustomer: 6, items: 5, now });
    const inOneGo = await outcome(world, 300_000, 'full');
    const inPieces = await outcome(world, 0, 'full');
    expect(inPieces.deliveries).toBeGreaterThan(inOneGo.deliveries);
    expect(withoutRuns(inPieces.documents)).toBe(withoutRuns(inOneGo.documents));
  });
});
