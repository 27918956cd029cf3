import { buildRoster } from '../../local/pos/builders';
import type { World } from '../../local/pos/world';
import { PipelineHarness } from '../support/pipeline';

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
    shop.settings = { ...shop.settings, timeBudgetMilliseconds };
    await shop.sync();
    if (mode === 'full') await shop.sync({ mode });
    const documents = [];
    for (const collection of collections) documents.push(await shop.documents(collection));
    const run = (await shop.runs()).at(-1);
    const deliveries = shop.lines.filter(({ message }) => message === 'stage finished').length;
    return { documents, status: await shop.status(), stages: run?.['stages'] as object, deliveries };
  } finally {
    await shop.stop();
  }
}

const withoutRuns = (value: unknown) =>
  JSON.stringify(
    value,
    (key, inner: unknown) => (/^(runId|lastRunId|durationMs|pages)$/.test(key) ? '' : inner),
    1,
  );

describe('continuations', () => {
  it('end in the same result as one go', async () => {
    const world = () => buildRoster({ seed: 9, customers: 230, ordersPerCustomer: 2, items: 10, now });
    const inOneGo = await outcome(world(), 300_000);
    const inPieces = await outcome(world(), 0);
    expect(inOneGo.deliveries).toBe(4);
    expect(inPieces.deliveries).toBeGreaterThanOrEqual(8);
    expect(withoutRuns(inPieces.documents)).toBe(withoutRuns(inOneGo.documents));
    expect(withoutRuns(inPieces.status)).toBe(withoutRuns(inOneGo.status));
    expect(withoutRuns(inPieces.stages)).toBe(withoutRuns(inOneGo.stages));
  });

  it('rebuild the index in pieces too', async () => {
    const world = buildRoster({ seed: 10, customers: 110, ordersPerCustomer: 6, items: 5, now });
    const inOneGo = await outcome(world, 300_000, 'full');
    const inPieces = await outcome(world, 0, 'full');
    expect(inPieces.deliveries).toBeGreaterThan(inOneGo.deliveries);
    expect(withoutRuns(inPieces.documents)).toBe(withoutRuns(inOneGo.documents));
  });
});
