import { replayDeadLetter } from '../../../src/pipeline/replay';
import { Deployment } from '../../support/deployment';
import { Shop, smallWorld } from './shop';

jest.setTimeout(120_000);

let deployment: Deployment;
let shop: Shop;
beforeAll(async () => {
  deployment = await Deployment.start();
});
afterAll(() => deployment.stop());
beforeEach(async () => {
  shop = await Shop.open(deployment, smallWorld(2));
});
afterEach(() => shop.close());

describe('a token that expires', () => {
  // Caught: a 401 that fails the delivery, a page that is left out or read twice.
  it('under a page on its way, and after every third request: nobody notices', async () => {
    shop.pos.tenants.requestsPerToken = 3;
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
    // One login for each refusal and one to begin with.
    expect(counters.logins).toBe(counters.refusedTokens + 1);
    expect(deployment.count('stage failed')).toBe(0);
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
    await shop.storeCredentials(shop.rotateAtPos());
    page.release();
    await deployment.settle();

    expect(shop.pos.counters).toMatchObject({ logins: 2, refusedLogins: 0 });
    expect(deployment.count('stage failed')).toBe(0);
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
