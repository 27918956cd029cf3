import { Deployment } from '../../support/deployment';
import { replayDeadLetter } from '../../../src/sync/start/replay';
import { DEFAULT_LIMITS } from '../../../src/platform/limits';
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

describe('a token that expires', () => {
  // Caught: a 401 that fails the delivery, a page that is left out or read twice.
  it('under a page on its way, and after every few requests: nobody notices', async () => {
    // Pages side by side share a login: a token that doesn't last for them and those behind them is refused at once.
    shop.pos.tenants.requestsPerToken = 2 * DEFAULT_LIMITS.pos.requestsInFlight;
    const page = shop.holdPage('orders', 2);
    await deployment.beginTick();
    await page.reached;
    const { logins } = shop.pos.counters;
    shop.pos.tenants.revokeTokens();
    page.release();
    await deployment.settle();

    const { counters } = shop.pos;
    expect(counters.refusedTokens).toBeGreaterThan(2);
    expect(counters.logins).toBeGreaterThan(logins);
    // One login for each refusal, shared by those that were refused together, and one to begin with.
    expect(counters.logins).toBeLessThanOrEqual(counters.refusedTokens + 1);
    // A refused request is repeated, and of others only the first page of each walk.
    const asked = shop.pos.recorded.filter(({ endpoint }) => endpoint !== 'auth');
    const pages = new Set(
      asked.map(({ endpoint, parameters }) => `${endpoint} ${JSON.stringify(parameters)}`),
    );
    const repeated = asked.length - pages.size - counters.refusedTokens;
    expect(repeated).toBeGreaterThanOrEqual(0);
    expect(repeated).toBeLessThanOrEqual(2);
    expect(shop.logged('stage failed')).toBe(0);
    expect(await shop.runs()).toHaveLength(1);
    await shop.expectInStep();
    await shop.expectWrittenOnce();
    await shop.expectQuietTick();
    await shop.expectDiscretion();
  });
});

describe('credentials that are rotated', () => {
  // Caught: secrets that are kept for the life of a process.
  it('in the middle of a run, the secrets with them: the run goes on with the new ones', async () => {
    const page = shop.holdPage('orders', 2);
    await deployment.beginTick();
    await page.reached;
    await shop.rotate();
    page.release();
    await deployment.settle();

    expect(shop.pos.counters).toMatchObject({ logins: 2, refusedLogins: 0 });
    expect(shop.logged('stage failed')).toBe(0);
    expect(await shop.runs()).toHaveLength(1);
    await shop.expectInStep();
    await shop.expectWrittenOnce();
    await shop.expectDiscretion();
  });

  // Caught: a refusal that is retried until the POS locks the user out, or that is taken for an empty answer.
  it('at the POS alone: the run fails at once and says so, and its replay succeeds with the new secrets', async () => {
    await deployment.tick();
    const { lastSyncAt } = await shop.status();
    const page = shop.holdPage('orders', 2);
    await deployment.beginTick();
    await page.reached;
    shop.pos.resetCounters();
    const rotated = shop.rotateAtPos();
    page.release();
    await deployment.settle();

    expect(shop.pos.counters.refusedLogins).toBe(1);
    const lastError = { code: 'pos_auth_refused', stage: 'orders' };
    expect(await shop.status()).toMatchObject({ state: 'failed', lastSyncAt, lastError });
    const [letter] = await deployment.deadLetters(shop.orgId);
    expect(letter?.data()).toMatchObject({ state: 'open', error: { kind: 'auth', ...lastError } });

    await shop.storeCredentials(rotated);
    await replayDeadLetter(deployment.operator, letter?.id ?? '');
    await deployment.settle();
    expect((await deployment.deadLetters(shop.orgId)).map((one) => one.get('state'))).toEqual(['replayed']);
    await shop.expectInStep();
    await shop.expectQuietTick();
    await shop.expectDiscretion();
  });
});

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
    await until('the next tick leaves the run alone', () => Promise.resolve(shop.logged('lease_held') > 0));
    const meanwhile = await shop.status();
    expect(meanwhile).toMatchObject({ state: 'running', lastSyncAt: before['lastSyncAt'] });
    // Between two attempts; one that is under way has not failed yet.
    await until('the record of the run says why it is not done', async () => {
      const run = JSON.stringify((await shop.runs()).at(-1));
      return run.includes('"running"') && run.includes('"pos_unreachable"');
    });

    await shop.pos.start();
    await deployment.settle();
    expect((await shop.runs()).map(({ state }) => state)).toEqual(['succeeded', 'succeeded']);
    expect((await shop.status())['lastRunId']).toBe(meanwhile['lastRunId']);
    await shop.expectInStep();
    expect(await deployment.deadLetters(shop.orgId)).toEqual([]);
    await shop.expectQuietTick();
    await shop.expectDiscretion();
  });

  // Caught: a message that is retried forever or given up in silence; an outage that loses the orders of its time.
  it('for longer than messages are retried: the run is recorded as failed, and a replay makes up for it', async () => {
    await deployment.tick();
    const { lastSyncAt } = await shop.status();
    shop.trade(700_002);
    await shop.pos.stop();
    await deployment.beginTick();
    await lastErrorBecomes('pos_unreachable');
    expect(await deployment.deadLetters(shop.orgId)).toEqual([]);
    // The next attempt finds that its time is over; so would those of tests after this one.
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
