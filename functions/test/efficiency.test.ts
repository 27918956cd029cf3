import { changeWorld } from '../local/bench/measures/changes';
import { lowestWrites, type ShardStart } from '../local/bench/measures/lowerBound';
import { buildRoster } from '../local/pos/builders';
import { PipelineHarness } from './support/pipeline';
import { costInDollars } from '../src/domain/pricing';
import { scheduleTenants } from '../src/pipeline/schedule';

/**
 * The gate: what a sync costs, to the operation. A change that makes it cost more fails here, and one that makes it cost
 * less has its figures lowered. Seconds are never asserted.
 */
jest.setTimeout(120_000);

const now = new Date('2026-11-20T15:00:00Z');
const CUSTOMERS = 300;
const ITEMS = 100;

let shop: PipelineHarness;
afterEach(() => shop.stop());

async function start(customers = CUSTOMERS): Promise<void> {
  const world = buildRoster({ seed: 1, customers, ordersPerCustomer: 4, items: ITEMS, days: 80, now });
  shop = await PipelineHarness.start([{ world }]);
  // A look at whether the tenant has been paused is a read each minute; counts must not depend on the machine's speed.
  shop.settings = { ...shop.settings, pauseCheckMilliseconds: Infinity };
}

interface Cost {
  reads: number;
  writes: number;
  deletes: number;
  posRequests: number;
  messages: number;
}

const posRequests = () => Object.values(shop.pos.counters.requests).reduce((sum, count) => sum + count, 0);

/** What the scheduled sync of the shop costs, without the triggers that follow from it, and then those. */
async function sync(): Promise<{ run: Cost; billed: unknown; triggers: Cost & { events: number } }> {
  let messages = 0;
  const measure = async <Result>(work: () => Promise<Result>): Promise<[Cost, Result]> => {
    const before = { ...shop.server.stats(), posRequests: posRequests() };
    messages = 0;
    const result = await work();
    const after = { ...shop.server.stats(), posRequests: posRequests() };
    return [
      {
        reads: after.reads - before.reads,
        writes: after.writes - before.writes,
        deletes: after.deletes - before.deletes,
        posRequests: after.posRequests - before.posRequests,
        messages,
      },
      result,
    ];
  };
  const [run] = await measure(async () => {
    shop.clock.advance(30 * 60_000);
    await scheduleTenants(shop.context, shop.clock.now());
    for (let next = shop.queue.shift(); next; next = shop.queue.shift()) {
      messages += 1;
      await shop.deliver(next);
    }
  });
  const billed = (await shop.runs()).at(-1)?.['billed'];
  const [triggers, events] = await measure(() => shop.deliverTriggers());
  return { run, billed, triggers: { ...triggers, events } };
}

const collectionSizes = async () => {
  const size = async (collection: string) => Object.keys(await shop.documents(collection)).length;
  return {
    customers: await size('customers'),
    orders: await size('orders'),
    spending: await size('customer_spending'),
    items: await size('publicViews/products/items'),
  };
};

async function shards(): Promise<ShardStart[]> {
  return Object.values(await shop.documents('sync_index')).map(({ stream, from }) => ({
    stream: stream as ShardStart['stream'],
    from: from as string,
  }));
}

/** Pages of 100 rows and the empty or short one at the end, one answer for the inventory, and a login. */
const requestsFor = (customers: number, orders: number) =>
  Math.floor(customers / 100) + 1 + Math.floor(orders / 100) + 1 + 1;

/** The query for tenants, and what every run reads however little it has to do: 22 with one shard a stream. */
const FIXED_READS = 1 + 22;
const BOOKKEEPING_WRITES = 6;

/** What a run's record must say of what the server counted; the schedule's query is no part of the run. */
function recordOf({ reads, writes, deletes }: Cost) {
  const billed = { reads: reads - 1, writes, deletes };
  return { ...billed, usd: costInDollars(billed) };
}

describe('what a sync costs', () => {
  it('at first: every document once, one shard a commit, two reads and a write for each segment', async () => {
    await start();
    const { run, billed, triggers } = await sync();
    const stored = await collectionSizes();
    const documents = stored.customers + stored.orders + stored.spending + stored.items;
    const commits = Object.values(stored).reduce((sum, size) => sum + Math.ceil(size / 400), 0);
    expect(run).toEqual({
      // Each commit reads the lease, and the record of the run the four shards that were written: instead of one read at least.
      // Where there is no index yet, each of its four streams looks for documents that a lost one would have described.
      reads: FIXED_READS + commits + 3 + 4,
      writes: documents + commits + BOOKKEEPING_WRITES,
      deletes: 0,
      posRequests: requestsFor(stored.customers, shop.shops[0]?.world.orders.rows.length ?? 0) + 1,
      messages: 5,
    });
    expect(billed).toEqual(recordOf(run));
    const keyed = Object.keys(await shop.documents('customer_spending'));
    const customersWithOrders = keyed.filter((key) => key.startsWith('cid_')).length;
    expect(triggers).toMatchObject({
      events: stored.spending,
      reads: 2 * customersWithOrders,
      writes: customersWithOrders,
    });
  });

  it('when nothing has changed: 23 reads, 6 writes, no data and no event', async () => {
    await start();
    await sync();
    const { run, billed, triggers } = await sync();
    expect(run).toEqual({
      reads: FIXED_READS,
      writes: BOOKKEEPING_WRITES,
      deletes: 0,
      posRequests: requestsFor(CUSTOMERS, shop.shops[0]?.world.orders.rows.length ?? 0),
      messages: 5,
    });
    expect(billed).toEqual(recordOf(run));
    expect(triggers).toEqual({ reads: 0, writes: 0, deletes: 0, posRequests: 0, messages: 0, events: 0 });
  });

  it.each([0.01, 0.1])('when a share of %d has changed: the fewest writes possible', async (share) => {
    await start();
    await sync();
    const world = shop.shops[0]?.world;
    if (world === undefined) throw new Error('There is no shop.');
    const changes = changeWorld(world, share, 4, now);
    const bound = lowestWrites(changes, await shards());
    const { run, billed, triggers } = await sync();
    expect(run.writes + triggers.writes).toBe(bound.total);
    expect(triggers.events).toBe(bound.spendingDocuments);
    expect(triggers.reads).toBe(2 * bound.derivedCustomers);
    // Each commit reads the lease, and the record of the run each shard that was written: instead of the one at least.
    expect(run.reads).toBe(FIXED_READS + 2 * bound.shards - 1);
    expect(run.deletes + triggers.deletes).toBe(0);
    expect(billed).toEqual(recordOf(run));
  });

  it('by the number of shards, where nothing has changed: a read for each use of each', async () => {
    await start(500);
    shop.settings = { ...shop.settings, maxShardEntries: 401 };
    await sync();
    const counts = new Map<string, number>();
    for (const { stream } of await shards()) counts.set(stream, (counts.get(stream) ?? 0) + 1);
    const of = (stream: string) => (counts.get(stream) ?? 0) - 1;
    expect([of('customers'), of('orders'), of('spending')].every((more) => more > 0)).toBe(true);
    const { run } = await sync();
    // Customers are matched, synced and summed; orders synced and summed; the others compared.
    const moreReads = 3 * of('customers') + 2 * of('orders') + of('spending') + of('items');
    expect(run.reads).toBe(FIXED_READS + moreReads);
    expect(run.writes).toBe(BOOKKEEPING_WRITES);
  });

  it('in mode full: a read for each document besides, and nothing written', async () => {
    await start();
    await sync();
    const { customers, orders, spending, items } = await collectionSizes();
    shop.clock.advance(60 * 60_000);
    const before = shop.server.stats();
    await shop.sync({ mode: 'full' });
    const after = shop.server.stats();
    expect(after.writes - before.writes).toBe(BOOKKEEPING_WRITES);
    const reads = after.reads - before.reads;
    const sizes = [customers, orders, spending, items];
    const documents = sizes.reduce((sum, size) => sum + size, 0);
    // Whether documents are missing shows by counting both sides: the documents, a read each 1,000, and the index.
    const counting = sizes.reduce((sum, size) => sum + Math.ceil(size / 1_000) + 1, 0);
    // Customers are read again for their derived fields, and items for strangers, instead of counting those twice.
    expect(reads).toBe(FIXED_READS - 1 + documents + counting + customers + items - 2);
    expect((await shop.runs()).at(-1)?.['billed']).toMatchObject({ reads, writes: BOOKKEEPING_WRITES });
  });
});
