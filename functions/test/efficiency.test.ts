import { changeWorld } from '../../tools/bench/measures/changes';
import { lowestWrites, type ShardStart } from '../../tools/bench/measures/lowerBound';
import { buildRoster } from '../../tools/pos/worlds/builders';
import { PipelineHarness } from './support/pipeline';
import { costInDollars } from '../src/rules/money/pricing';
import { scheduleTenants } from '../src/sync/start/schedule';
import { syncIndexDocument } from '../src/documents/syncIndex';

/**
 * The gate: what a sync costs, to the operation. A change that makes it cost more fails here, and one that makes it cost
 * less has its figures lowered. Seconds are never asserted.
 */
jest.setTimeout(120_000);

const now = new Date('2026-11-20T15:00:00Z');
const CUSTOMERS = 300;
const ITEMS = 100;

let shop: PipelineHarness;

async function start(customers = CUSTOMERS): Promise<void> {
  const world = buildRoster({ seed: 1, customers, ordersPerCustomer: 4, items: ITEMS, days: 80, now });
  shop = await PipelineHarness.start([{ world }], 'grpc');
  // A look at whether the tenant has been paused is a read each minute; counts must not depend on the machine's speed.
  shop.settings = { ...shop.settings, pauseCheckMilliseconds: Infinity };
  // Nor on which page is answered first: pages side by side are asked for in vain behind the last one.
  shop.limit({ pos: { requestsInFlight: 1 } });
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

const shardStart = syncIndexDocument.strict.pick({ stream: true, from: true });
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
  return Object.values(await shop.documents('sync_index')).map((shard) => shardStart.parse(shard));
}

/** Pages of 100 rows and the empty one behind them, since a short one may have more behind it; the same of the inventory, whose page is one. */
const requestsFor = (customers: number, orders: number) =>
  Math.ceil(customers / 100) + 1 + Math.ceil(orders / 100) + 1 + 2;
/** The list of items, for descriptions and images: only in a sync that finds new or changed items. */
const DETAIL_REQUESTS = 1;

/** The query for tenants, and what every run reads however little it has to do: 22 with one shard a stream. */
const FIXED_READS = 1 + 22;
const BOOKKEEPING_WRITES = 6;

/** What a run's record must say of what the server counted; the schedule's query is no part of the run. */
function recordOf({ reads, writes, deletes }: Cost) {
  const billed = { reads: reads - 1, writes, deletes };
  return { ...billed, usd: costInDollars(billed) };
}

// One shop, from its first sync on.
describe('what a sync costs', () => {
  let first: Awaited<ReturnType<typeof sync>>;
  beforeAll(async () => {
    await start();
    first = await sync();
  });
  afterAll(() => shop.stop());

  it('at first: every document once, one shard a commit, three reads and a write for each segment, and one for each change', async () => {
    const { run, billed, triggers } = first;
    const stored = await collectionSizes();
    const documents = stored.customers + stored.orders + stored.spending + stored.items;
    const commits = Object.values(stored).reduce((sum, size) => sum + Math.ceil(size / 400), 0);
    expect(run).toEqual({
      // Each commit reads the lease, and the record of the run the four shards that were written: instead of one read at least.
      // Where there is no index yet, each of its four streams looks for documents that a lost one would have described.
      reads: FIXED_READS + commits + 3 + 4,
      writes: documents + commits + BOOKKEEPING_WRITES,
      deletes: 0,
      posRequests: requestsFor(stored.customers, shop.world.orders.rows.length) + DETAIL_REQUESTS + 1,
      messages: 5,
    });
    expect(billed).toEqual(recordOf(run));
    const keyed = Object.keys(await shop.documents('customer_spending'));
    const customersWithOrders = keyed.filter((key) => key.startsWith('cid_')).length;
    const changes = Object.keys(await shop.documents('segment_changes')).length;
    expect(changes).toBeGreaterThan(0);
    expect(triggers).toMatchObject({
      events: stored.spending,
      reads: 3 * customersWithOrders,
      writes: customersWithOrders + changes,
    });
  });

  it('when nothing has changed: 23 reads, 6 writes, no data and no event', async () => {
    const { run, billed, triggers } = await sync();
    expect(run).toEqual({
      reads: FIXED_READS,
      writes: BOOKKEEPING_WRITES,
      deletes: 0,
      posRequests: requestsFor(CUSTOMERS, shop.world.orders.rows.length),
      messages: 5,
    });
    expect(billed).toEqual(recordOf(run));
    expect(triggers).toEqual({ reads: 0, writes: 0, deletes: 0, posRequests: 0, messages: 0, events: 0 });
  });

  it.each([0.01, 0.1])('when a share of %d has changed: the fewest writes possible', async (share) => {
    const changes = changeWorld(shop.world, share, 4, now);
    const bound = lowestWrites(changes, await shards());
    const changesBefore = Object.keys(await shop.documents('segment_changes')).length;
    const { run, billed, triggers } = await sync();
    const changed = Object.keys(await shop.documents('segment_changes')).length - changesBefore;
    expect(run.writes + triggers.writes).toBe(bound.total + changed);
    expect(triggers.events).toBe(bound.spendingDocuments);
    expect(triggers.reads).toBe(3 * bound.derivedCustomers);
    // Each commit reads the lease, and the record of the run each shard that was written: instead of the one at least.
    expect(run.reads).toBe(FIXED_READS + 2 * bound.shards - 1);
    expect(run.deletes + triggers.deletes).toBe(0);
    expect(billed).toEqual(recordOf(run));
  });

  it('in mode full: a read for each document besides, and nothing written', async () => {
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

describe('what a sync of many shards costs', () => {
  afterAll(() => shop.stop());

  it('when nothing has changed: a read for each use of each', async () => {
    await start(500);
    shop.limit({ shard: { entries: 401 } });
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
});
