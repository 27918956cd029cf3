import type { Hold } from '../../../../tools/servers/holds';
import type { World } from '../../../../tools/pos/world';
import { TOPICS } from '../../../src/sync/run/topics';
import { Deployment } from '../../support/deployment';
import { Shop, smallWorld, until } from './shop';

jest.setTimeout(120_000);

let deployment: Deployment;
beforeAll(async () => {
  // Shorter than a restart: a run whose lease has ended goes on where nobody else has taken its tenant.
  deployment = await Deployment.start({ leaseMilliseconds: 1_000 });
});
afterAll(() => deployment.stop());

const shops: Shop[] = [];
afterEach(async () => {
  for (const shop of shops.splice(0)) await shop.close();
});

async function open(world = smallWorld(4)): Promise<Shop> {
  const shop = await Shop.open(deployment, world);
  shops.push(shop);
  return shop;
}

/** Holds the next commit that writes to a collection of a shop. */
const holdCommit = ({ orgId }: Shop, collection: string, moment: 'before' | 'after'): Hold =>
  deployment.suite.firestore.holdCommit(
    (path) => path.startsWith(`tenants/${orgId}/`) && path.split('/').at(-2) === collection,
    moment,
  );

/** Holds the trigger's commit to a customer, which comes after the sync's own. */
function holdSegment(shop: Shop): Hold {
  const created = holdCommit(shop, 'customers', 'after');
  const segment = created.reached.then(() => {
    const hold = holdCommit(shop, 'customers', 'before');
    created.release();
    return hold;
  });
  return {
    reached: segment.then((hold) => hold.reached),
    release: () => void segment.then((hold) => hold.release()),
  };
}

/** More orders than one commit takes, so that some are committed before all are read. */
const manyOrders = () => smallWorld(8, 20, 28);

/** What each of as many shops is in the middle of when the process dies. */
const POINTS: readonly { hold: (shop: Shop) => Hold; world?: () => World }[] = [
  { hold: (shop) => shop.holdPage('customers', 2) },
  { hold: (shop) => shop.holdPage('orders', 45), world: manyOrders },
  { hold: (shop) => holdCommit(shop, 'customers', 'before') },
  { hold: (shop) => holdCommit(shop, 'orders', 'after') },
  { hold: (shop) => holdCommit(shop, 'customer_spending', 'before') },
  { hold: (shop) => holdCommit(shop, 'items', 'after') },
  { hold: holdSegment },
  // The end of the run.
  { hold: (shop) => holdCommit(shop, 'sync_runs', 'after') },
];

describe('the process of the functions', () => {
  // Caught: a checkpoint before its data, data apart from its index, progress that only the process knew.
  it('killed in the middle of everything is started again and ends every run, with each document written once', async () => {
    const held: Promise<void>[] = [];
    for (const { hold, world } of POINTS) held.push(hold(await open(world?.())).reached);
    await deployment.beginTick();
    await Promise.all(held);
    const orders = await Promise.all(
      shops.map(async (shop) => Object.keys(await shop.documents('orders')).length),
    );
    await deployment.kill();
    expect(Math.max(...orders)).toBe(400);

    await deployment.restart();
    await deployment.settle();
    for (const shop of shops) {
      expect(await shop.runs()).toHaveLength(1);
      await shop.expectInStep();
      await shop.expectWrittenOnce();
      await shop.expectDiscretion();
      expect(await deployment.deadLetters(shop.orgId)).toEqual([]);
    }
    await deployment.tick();
    for (const shop of shops) expect(shop.takeDataWrites()).toEqual([]);
  });

  // Caught: a run that is lost or doubled where the next stage's message is not sent, or sent without knowing it.
  it('killed between two deliveries, before and after the message went out, writes nothing twice', async () => {
    const shop = await open();
    const { pubsub } = deployment.suite;
    // A delivery for each page, so that stages hand over to themselves as well.
    const pageByPage = { timeBudgetMilliseconds: 0 };
    const unsent = pubsub.holdPublish(TOPICS.orders, 'before');
    await deployment.beginTick();
    await unsent.reached;
    await deployment.kill();
    const sent = pubsub.holdPublish(TOPICS.products, 'after');
    await deployment.restart(pageByPage);
    await sent.reached;
    await deployment.kill();
    await deployment.restart(pageByPage);
    await deployment.settle();

    expect(await shop.runs()).toHaveLength(1);
    await shop.expectInStep();
    await shop.expectWrittenOnce();
    await shop.expectQuietTick();
    await shop.expectDiscretion();
  });

  // Caught: a dead letter for each attempt, or none; a run that stays `running` because its failure was not recorded.
  it('killed between a dead letter and the record of the failure keeps one letter and records it', async () => {
    const shop = await open();
    await shop.configure({ 'pos.locationId': 'moved-away' });
    const failing = holdCommit(shop, 'sync_runs', 'before');
    await deployment.beginTick();
    await failing.reached;
    await deployment.kill();
    expect(await shop.status()).toMatchObject({ state: 'running' });
    await deployment.restart();
    await deployment.settle();

    const lastError = { code: 'pos_request_refused', stage: 'customers' };
    expect(await shop.status()).toMatchObject({ state: 'failed', lastSyncAt: null, lastError, lease: null });
    expect(await shop.runs()).toEqual([expect.objectContaining({ state: 'failed' })]);
    const letters = await deployment.deadLetters(shop.orgId);
    expect(letters.map((letter) => letter.data())).toEqual([
      expect.objectContaining({ state: 'open', attempts: 2, error: expect.objectContaining(lastError) }),
    ]);
    await shop.expectDiscretion();
  });

  // Caught: a lease without an end, with which a tenant never syncs again; a dead run that stays `running`.
  it('killed in a run whose message is lost as well leaves the tenant to the next tick, when its lease has ended', async () => {
    const shop = await open();
    const page = shop.holdPage('orders', 2);
    await deployment.beginTick();
    await page.reached;
    await deployment.kill();
    const { pubsub } = deployment.suite;
    await until('the message waits to be delivered again', () =>
      Promise.resolve(Object.values(pubsub.counters()).some(({ waiting }) => waiting === 1)),
    );
    pubsub.purge();

    await deployment.restart();
    expect(await shop.status()).toMatchObject({ state: 'running', lastSyncAt: null });
    await until('the lease has ended', async () => (await shop.leaseEnd()) < deployment.suite.clock.now());
    await deployment.tick();
    expect((await shop.runs()).map(({ state, error }) => [state, error])).toEqual([
      ['failed', expect.objectContaining({ code: 'lease_expired', stage: 'orders' })],
      ['succeeded', null],
    ]);
    await shop.expectInStep();
    const writes = shop.takeDataWrites().filter((path) => !path.includes('/customers/'));
    expect(new Set(writes).size).toBe(writes.length);
    await shop.expectQuietTick();
    await shop.expectDiscretion();
  });
});
