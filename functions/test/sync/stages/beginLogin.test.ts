import { PermanentError } from '../../../src/platform/ports/errors';
import type { PosConnector } from '../../../src/platform/ports/pos';
import { runStage } from '../../../src/sync/run/runner';
import { TOPICS } from '../../../src/sync/run/topics';
import { stages } from '../../../src/sync/stages';
import type { Stage } from '../../../src/sync/stages/stage';
import { PipelineHarness } from '../../support/pipeline';

let shop: PipelineHarness;
beforeEach(async () => {
  shop = await PipelineHarness.start();
});
afterEach(() => shop.stop());

/** Tells of each login that is begun ahead how many documents had been read until then. */
function watched(connector: PosConnector) {
  const readsBefore: number[] = [];
  const pos: PosConnector = {
    connect(tenant, remembered) {
      const client = connector.connect(tenant, remembered);
      const begin = client.beginLogin.bind(client);
      client.beginLogin = () => {
        readsBefore.push(shop.server.stats().reads);
        begin();
      };
      return client;
    },
  };
  return { pos, readsBefore };
}

const take = () => {
  const delivery = shop.queue.shift();
  if (delivery === undefined) throw new Error('no message is waiting');
  return delivery;
};

/** Fails on its own, having begun to log in. */
const failing: Stage = {
  name: 'customers',
  // eslint-disable-next-line require-yield -- it fails before it comes to a place to go on from
  async *work({ pos }) {
    pos.beginLogin();
    await Promise.resolve();
    throw new PermanentError('bad_message', 'The stage fails.');
  },
};

describe('a stage that asks the POS', () => {
  // Caught: a round trip to the POS that is only begun when the index has been read.
  it.each(['customers', 'orders', 'products'] as const)(
    'begins to log in before it reads its index: %s',
    async (name) => {
      shop.world.customers.add({ id_customer: 1 });
      shop.publish(TOPICS.customers, { orgId: 'org1' });
      while (shop.queue[0]?.topic !== TOPICS[name]) await shop.deliver(take());
      const { pos, readsBefore } = watched(shop.context.pos);
      const before = shop.server.stats().reads;
      await runStage({ ...shop.context, pos }, stages[name], take());
      // The tenant, the status and, at the start, whether the run is known.
      expect(readsBefore.map((reads) => reads - before)).toEqual([name === 'customers' ? 3 : 2]);
      expect(shop.server.stats().reads - before).toBeGreaterThan(3);
      expect(shop.pos.counters.requests.auth).toBe(1);
    },
  );
});

describe('a login that was begun and that nothing has asked for', () => {
  it('doesn’t outlive its invocation', async () => {
    shop.pos.answerMilliseconds = 100;
    await runStage(shop.context, failing, shop.publish(TOPICS.customers, { orgId: 'org1' }));
    expect(shop.pos.counters.logins).toBe(1);
  });

  it('fails unnoticed: the stage’s own failure is the one that counts', async () => {
    shop.pos.faults.queue('auth', { status: 500 }, 9);
    await runStage(shop.context, failing, shop.publish(TOPICS.customers, { orgId: 'org1' }));
    expect(await shop.status()).toMatchObject({ state: 'failed', lastError: { code: 'bad_message' } });
  });
});
