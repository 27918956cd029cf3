import { Deployment } from '../../support/deployment';
import { replayDeadLetter } from '../../../src/pipeline/replay';
import { Shop, smallWorld, until } from './shop';

jest.setTimeout(120_000);

let deployment: Deployment;
let shop: Shop;
beforeAll(async () => {
  deployment = await Deployment.start();
});
afterAll(() => deployment.stop());
beforeEach(async () => {
  shop = await Shop.open(deployment, smallWorld(1));
});
afterEach(() => shop.close());

async function lastErrorBecomes(code: string): Promise<void> {
  await until(`the status says ${code}`, async () => {
    const { lastError } = await shop.status();
    return JSON.stringify(lastError).includes(`"${code}"`);
  });
}

describe('a POS that is down', () => {
  // Caught: an outage that ends the run or moves `lastSyncAt`; a second run that starts beside the one that is retried.
  it('from the middle of a page walk until after the next tick: the run goes on when it is back', async () => {
    await deployment.tick();
    await shop.expectInStep();
    const before = await shop.status();
    shop.trade(700_001);

    const page = shop.holdPage('orders', 2);
    await deployment.beginTick();
    await page.reached;
    await shop.pos.stop();
    await lastErrorBecomes('pos_unreachable');
    await deployment.beginTick();
    await until('the next tick leaves the run alone', () =>
      Promise.resolve(deployment.count('lease_held') > 0),
    );
    const meanwhile = await shop.status();
    expect(meanwhile).toMatchObject({ state: 'running', lastSyncAt: before['lastSyncAt'] });
    expect((await shop.runs()).at(-1)).toMatchObject({ state: 'running', error: { stage: 'orders' } });

    await shop.pos.start();
    await deployment.settle();
    expect((await shop.runs()).map(({ state }) => state)).toEqual(['succeeded', 'succeeded']);
    expect((await shop.status())['lastRunId']).toBe(meanwhile['lastRunId']);
    await shop.expectInStep();
    expect(await deployment.deadLetters(shop.orgId)).toEqual([]);
    await shop.expectQuietTick();
    await shop.expectDiscretion();
  });

  // Caught: a message that is retried for ever or given up in silence; an outage that loses the orders of its time.
  it('for longer than messages are retried: the run is recorded as failed, and a replay makes up for it', async () => {
    await deployment.tick();
    const { lastSyncAt } = await shop.status();
    shop.trade(700_002);
    await shop.pos.stop();
    await deployment.beginTick();
    await lastErrorBecomes('pos_unreachable');
    expect(await deployment.deadLetters(shop.orgId)).toEqual([]);
    // The next attempt finds that its time is over.
    await deployment.kill();
    await deployment.restart({ retryWindowMilliseconds: 1 });
    await deployment.settle();
    const lastError = { code: 'pos_unreachable', stage: 'customers' };
    expect(await shop.status()).toMatchObject({ state: 'failed', lastSyncAt, lastError, lease: null });
    expect((await shop.runs()).at(-1)).toMatchObject({ state: 'failed', error: lastError });
    const [letter, ...others] = await deployment.deadLetters(shop.orgId);
    expect(others).toEqual([]);
    expect(letter?.data()).toMatchObject({ state: 'open', topic: 'pos-sync-tenant', error: lastError });
    expect(letter?.get('attempts')).toBeGreaterThan(1);

    await shop.pos.start();
    await replayDeadLetter(deployment.operator, letter?.id ?? '');
    await deployment.settle();
    expect((await shop.runs()).at(-1)).toMatchObject({ state: 'succeeded', trigger: 'replay' });
    expect((await deployment.deadLetters(shop.orgId)).map((one) => one.get('state'))).toEqual(['replayed']);
    await shop.expectInStep();
    await shop.expectQuietTick();
    await shop.expectDiscretion();
  });
});
