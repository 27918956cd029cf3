import { Deployment } from '../../support/deployment';
import { Shop, smallWorld, until } from './shop';

jest.setTimeout(240_000);

const TENANTS = 60;
/** Google's times, 200 times as fast. */
const HOLD_MS = 50;
const BACKOFF = { minimumMs: 50, maximumMs: 3_000 };

let deployment: Deployment;
beforeAll(async () => {
  deployment = await Deployment.start(
    {},
    { backoff: BACKOFF, overload: { maxInstances: 2, holdMilliseconds: HOLD_MS } },
  );
});
afterAll(() => deployment.stop());

describe('60 tenants and 2 instances', () => {
  it('are all synced, although most deliveries are refused with 429, and nothing is lost or done twice', async () => {
    const shops: Shop[] = [];
    for (let seed = 1; seed <= TENANTS; seed += 1)
      shops.push(await Shop.open(deployment, smallWorld(seed, 2, 1)));
    // Instances are busy until most deliveries have been refused, however fast the machine is.
    const held = shops.map(({ pos }) => pos.holds.next(({ endpoint }) => endpoint === 'auth'));
    const refused = () => deployment.count('429: all instances of');
    await deployment.beginTick();
    await until('more deliveries are refused than there are tenants', () =>
      Promise.resolve(refused() > TENANTS),
    );
    for (const one of held) one.release();
    await deployment.settle();

    for (const shop of shops) {
      await shop.expectInStep();
      await shop.expectWrittenOnce();
      expect(await shop.runs()).toHaveLength(1);
      expect(await deployment.deadLetters(shop.orgId)).toEqual([]);
    }
    for (const shop of shops) await shop.close();
  });
});
