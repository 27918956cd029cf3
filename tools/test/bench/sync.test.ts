import { Environment, ORG_ID, SYNC_FUNCTIONS } from '../../bench/environment';
import { measureFanOut } from '../../bench/measures/fanOut';
import { measureSync } from '../../bench/measures/sync';

// Each process has to load the functions again.
jest.setTimeout(180_000);

describe('a measured sync', () => {
  let environment: Environment | undefined;
  afterEach(() => environment?.stop());

  it('is counted on the side of the services, with the functions in processes of their own', async () => {
    environment = await Environment.start({
      world: { kind: 'roster', customers: 40 },
      functions: SYNC_FUNCTIONS,
    });
    const { figures } = await measureSync(environment, 'Sync Sam', 'first sync');
    const { customers, orders, items } = environment.size;
    const spending = figures.triggerEvents;
    expect(figures.dataWrites).toBeGreaterThan(customers + orders + items + spending);
    // Four shards and the bookkeeping, besides the data.
    expect(figures.writes).toBe(figures.dataWrites + 4 + 6);
    expect(figures.pubsubMessages).toBe(5);
    const { billed } = await environment.services.call('outcome', { orgId: ORG_ID });
    // The schedule's query, and three reads for each event of a customer's own spending document.
    expect(figures.reads - billed.reads - 1).toBeLessThanOrEqual(3 * spending);
    expect(figures.peakHeapBytes).toBeGreaterThan(1e7);
    expect(figures.seconds).toBeGreaterThanOrEqual(figures.runSeconds);
  });

  it('goes on in continuations where stages have no time, and counts them', async () => {
    environment = await Environment.start({
      world: { kind: 'roster', customers: 250 },
      functions: SYNC_FUNCTIONS,
      timeBudgetMilliseconds: 0,
    });
    const { figures } = await measureSync(environment, 'Sync Sam', 'first sync');
    const { continuations, state } = await environment.services.call('outcome', { orgId: ORG_ID });
    expect(state).toBe('succeeded');
    // One after each page with rows: only the empty page after the last says that a walk has ended.
    expect(continuations).toBe(4 + Math.floor(environment.size.orders / 100));
    expect(figures.pubsubMessages).toBe(5 + continuations);
  });
});

describe('a measured fan-out', () => {
  it('publishes a message for each tenant and reads each once', async () => {
    expect(await measureFanOut(120)).toMatchObject({ tenants: 120, published: 120, reads: 120 });
  });
});
