import { buildRoster } from '../../../tools/pos/worlds/builders';
import { World } from '../../../tools/pos/world';
import type { PosConnector } from '../../src/platform/ports/pos';
import { runStage } from '../../src/sync/run/runner';
import { stages } from '../../src/sync/stages';
import { TOPICS } from '../../src/sync/run/topics';
import { TransientError } from '../../src/platform/ports/errors';
import { Oracle } from '../../../tools/oracle/oracle';
import { PipelineHarness } from '../support/pipeline';
import { customerRow, START, tillOrder, TIME_ZONE, times } from './rows';
import { column, dataWrites, expectedDocuments, lastRun, statusOf, storedDocuments } from './stored';

jest.setTimeout(120_000);

let harness: PipelineHarness;
afterEach(() => harness.stop());

describe('incident 16: two overlapping runs of one tenant interleave', () => {
  // Caught: no lease, or one that is read and then written; a step that a repeated delivery does again.
  it('lets one run work where two start at once and every message comes twice at once', async () => {
    const world = buildRoster({ seed: 16, customers: 30, items: 20, now: START, shareWithEmail: 0.3 });
    const oracle = new Oracle({ timeZone: TIME_ZONE, lookbackDays: 90 });
    oracle.sync(world, START);
    harness = await PipelineHarness.start([{ world }]);
    harness.limit({ pos: { pageSize: 10 } });
    harness.publish(TOPICS.customers, { orgId: 'org1' });
    harness.publish(TOPICS.customers, { orgId: 'org1' });
    const writes = await dataWrites(harness, deliverEverythingTwiceAtOnce);
    await harness.deliverTriggers();

    expect(await storedDocuments(harness)).toEqual(expectedDocuments(oracle, 'org1', START));
    expect(new Set(writes).size).toBe(writes.length);
    expect(await harness.runs()).toEqual([expect.objectContaining({ state: 'succeeded' })]);
    expect(await statusOf(harness)).toMatchObject({ state: 'succeeded', lease: null });
  });

  // Caught: a lease that is checked when a delivery begins and not when it commits.
  it('keeps a run that woke up after its lease from writing what it had read before', async () => {
    const { asleep, wake } = await fallAsleepOverOrders();
    harness.clock.advance(harness.settings.leaseMilliseconds + 1);
    await harness.sync();
    const after = { status: await statusOf(harness), documents: await storedDocuments(harness) };
    expect(after.status).toMatchObject({ state: 'succeeded', lastSyncAt: harness.clock.now() });

    wake();
    await asleep;
    expect(harness.queue).toEqual([]);
    expect({ status: await statusOf(harness), documents: await storedDocuments(harness) }).toEqual(after);
    expect(new Set((await column(harness, 'orders', 'total')).values())).toEqual(new Set([20]));
    const runs = await harness.runs();
    expect(runs.map(({ state, error }) => [state, error])).toEqual([
      ['failed', expect.objectContaining({ code: 'lease_expired' })],
      ['succeeded', null],
    ]);
  });

  // Caught: a fence that knows the run and its step, and takes two deliveries of one message for the same.
  it('keeps a delivery that woke up after its message came again from writing what it had read before', async () => {
    const { asleep, wake, delivery } = await fallAsleepOverOrders();
    await harness.deliver(delivery);
    wake();
    await asleep;
    expect(harness.queue).toHaveLength(1);
    await harness.settle();
    expect(new Set((await column(harness, 'orders', 'total')).values())).toEqual(new Set([20]));
    expect(new Set((await column(harness, 'customers', 'totalSpent')).values())).toEqual(new Set([20]));
    expect(await harness.runs()).toEqual([expect.objectContaining({ state: 'succeeded' })]);
  });
});

describe('incident 19: a login for every call, and a token that expires', () => {
  const shop = () => {
    const world = new World();
    world.customers.addAll(times(45, (id) => customerRow(id)));
    world.orders.addAll(times(30, (id) => tillOrder(id, { customer: id, daysAgo: 3 })));
    return world;
  };

  // Caught: a login in each call or stage; a refusal that each of the waiting calls answers with a login of its own.
  it('logs in once for all stages, and once more for ten calls refused together', async () => {
    harness = await PipelineHarness.start([{ world: shop() }]);
    harness.limit({ pos: { pageSize: 10 } });
    await harness.sync();
    expect(harness.pos.counters).toMatchObject({ logins: 1, refusedTokens: 0 });

    harness.pos.tenants.revokeTokens();
    const client = harness.context.pos.connect({
      orgId: 'org1',
      locationId: null,
      secretPrefix: 'org1',
      baseUrl: harness.pos.baseUrl,
      dialect: 'auto',
      timeZone: TIME_ZONE,
    });
    await Promise.all(Array.from({ length: 10 }, () => client.inventory()));
    expect(harness.pos.counters.logins).toBe(2);
  });

  // Caught: a 401 that fails the run, or that is answered with the token or the credentials of before.
  it('goes on with a new token where the old one is refused or runs out in the middle of a run', async () => {
    harness = await PipelineHarness.start([{ world: shop() }]);
    harness.limit({ pos: { pageSize: 10 } });
    harness.publish(TOPICS.customers, { orgId: 'org1' });
    await harness.deliver(take());
    expect(harness.pos.counters).toMatchObject({ logins: 1, refusedTokens: 0 });

    // The POS forgets the token, and those it gives out from now on last fifteen minutes; the last stage is in the twentieth.
    harness.pos.tenants.revokeTokens();
    harness.pos.tenants.tokenLifetimeMs = 15 * 60_000;
    while (harness.queue.length > 0) {
      await harness.deliver(take());
      harness.clock.advance(8 * 60_000);
    }
    expect(harness.pos.counters).toMatchObject({ logins: 3, refusedTokens: 1 });
    expect(await lastRun(harness)).toMatchObject({ state: 'succeeded', error: null });
    expect(await statusOf(harness)).toMatchObject({
      state: 'succeeded',
      customerCount: 45,
      orderCount: 30,
    });
  });
});

/** A delivery that has read a page of orders of $10 and not written them yet; meanwhile the POS makes them $20. */
async function fallAsleepOverOrders() {
  const world = new World();
  world.customers.addAll(times(15, (id) => customerRow(id)));
  world.orders.addAll(times(15, (id) => tillOrder(id, { customer: id, daysAgo: 3, total: 10 })));
  harness = await PipelineHarness.start([{ world }]);
  harness.limit({ pos: { pageSize: 10 } });
  harness.publish(TOPICS.customers, { orgId: 'org1' });
  await harness.deliver(take());

  const delivery = take();
  const gate = gated(harness.context.pos);
  const asleep = runStage({ ...harness.context, pos: gate.pos }, stages.orders, delivery);
  await gate.reached;
  for (let id = 1; id <= 15; id += 1) world.orders.update(id, { total: 20 });
  return { delivery, asleep, wake: gate.open };
}

function take() {
  const delivery = harness.queue.shift();
  if (delivery === undefined) throw new Error('no message is waiting');
  return delivery;
}

async function deliverEverythingTwiceAtOnce(): Promise<void> {
  while (harness.queue.length > 0) {
    const batch = harness.queue.splice(0).flatMap((delivery) => [delivery, delivery]);
    const results = await Promise.allSettled(batch.map((delivery) => harness.deliver(delivery)));
    for (const [position, result] of results.entries()) {
      if (result.status === 'fulfilled') continue;
      if (!(result.reason instanceof TransientError)) throw result.reason;
      const again = batch[position];
      if (again) harness.queue.push(again);
    }
  }
}

/** The connector with a gate behind each page of orders: read, and not handed on before it opens. */
function gated(connector: PosConnector) {
  const reached = signal();
  const gate = signal();
  const pos: PosConnector = {
    connect(tenant, options) {
      const client = connector.connect(tenant, options);
      return {
        beginLogin: () => client.beginLogin(),
        beginInventory: () => client.beginInventory(),
        settle: () => client.settle(),
        customers: (from) => client.customers(from),
        inventory: () => client.inventory(),
        itemDetails: (ids) => client.itemDetails(ids),
        get settledDialect() {
          return client.settledDialect;
        },
        get learnedPageSize() {
          return client.learnedPageSize;
        },
        async *orders(window, from) {
          for await (const page of client.orders(window, from)) {
            reached.give();
            await gate.given;
            yield page;
          }
        },
      };
    },
  };
  return { pos, reached: reached.given, open: gate.give };
}

function signal(): { given: Promise<void>; give: () => void } {
  let give: (() => void) | undefined;
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give: () => give?.() };
}
