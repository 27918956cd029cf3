import { startPosSimulator } from '../../pos/simulator';
import { World } from '../../pos/world';
import { TwoShops, USER } from './twoShops';

let shops: TwoShops;
beforeEach(async () => {
  shops = await TwoShops.open();
});
afterEach(() => shops.simulator.stop());

describe('faults', () => {
  it('answer what was queued, once each, at their endpoint only', async () => {
    const token = await shops.logIn();
    shops.simulator.faults.queue('customers', { status: 429, retryAfter: 7, message: 'Slow down' });

    expect((await shops.call('GET', 'orders?locationId=7', { token })).status).toBe(200);
    const limited = await shops.call('GET', 'customers?locationId=7', { token });
    expect(limited).toMatchObject({ status: 429, body: { message: 'Slow down' } });
    expect(limited.headers.get('retry-after')).toBe('7');
    expect((await shops.call('GET', 'customers?locationId=7', { token })).status).toBe(200);
  });

  it('break bodies and connections', async () => {
    shops.worlds[0].customers.addAll(Array.from({ length: 50 }, (_, index) => ({ id: index })));
    const token = await shops.logIn();
    const get = () => shops.call('GET', 'customers?locationId=7', { token });

    for (const fault of [
      { body: 'truncated' },
      { body: 'malformed' },
      { body: 'empty' },
      { reset: true },
    ] as const) {
      shops.simulator.faults.queue('any', fault);
      await expect(get()).rejects.toThrow();
    }
    shops.simulator.faults.queue('any', { body: 'norows' });
    expect((await get()).body).toEqual({});
    expect((await get()).body).toHaveLength(50);
  });

  it('come at a rate, the same for the same seed, until cleared', async () => {
    const statuses = async () => {
      const own = await startPosSimulator({ tenants: [{ ...USER, world: new World() }], seed: 5 });
      own.faults.rate('auth', { status: 503 }, 0.5);
      const seen: number[] = [];
      for (let count = 0; count < 20; count += 1) {
        seen.push((await fetch(`${own.baseUrl}/auth`, { method: 'POST' })).status);
      }
      own.faults.clear();
      const afterwards = (await fetch(`${own.baseUrl}/auth`, { method: 'POST' })).status;
      await own.stop();
      return [...seen, afterwards];
    };

    const first = await statuses();
    expect(new Set(first)).toEqual(new Set([503, 401]));
    expect(first.at(-1)).toBe(401);
    expect(await statuses()).toEqual(first);
    expect(() => shops.simulator.faults.rate('any', {}, 1.5)).toThrow(RangeError);
  });
});

describe('an outage', () => {
  it('refuses connections until the simulator is started again, on the same port', async () => {
    const token = await shops.logIn();
    const { baseUrl } = shops.simulator;
    await shops.simulator.stop();
    await expect(shops.call('GET', 'customers?locationId=7', { token })).rejects.toThrow('fetch failed');

    await shops.simulator.start();
    expect(shops.simulator.baseUrl).toBe(baseUrl);
    expect((await shops.call('GET', 'customers?locationId=7', { token })).status).toBe(200);
  });

  it('cuts off a request that is held', async () => {
    const token = await shops.logIn();
    const page = shops.simulator.holds.next(({ parameters }) => parameters['page'] === '2');
    expect((await shops.call('GET', 'customers?locationId=7&page=1', { token })).status).toBe(200);
    const held = shops.call('GET', 'customers?locationId=7&page=2', { token });
    await page.reached;
    shops.simulator.tenants.revokeTokens();
    page.release();
    expect((await held).status).toBe(401);

    const login = shops.simulator.holds.next(({ endpoint }) => endpoint === 'auth');
    const cutOff = shops.logIn();
    await Promise.all([
      expect(cutOff).rejects.toThrow('fetch failed'),
      login.reached.then(() => shops.simulator.stop()),
    ]);
    expect(shops.simulator.counters.logins).toBe(1);
  });
});

describe('bookkeeping', () => {
  it('counts requests and the most in flight, and records them without credentials', async () => {
    const token = await shops.logIn();
    shops.simulator.faults.rate('orders', { delayMs: 50 }, 1);

    await Promise.all(Array.from({ length: 3 }, () => shops.call('GET', 'orders?locationId=7', { token })));

    expect(shops.simulator.counters).toMatchObject({
      logins: 1,
      peakInFlight: 3,
      requests: { auth: 1, orders: 3 },
    });
    expect(shops.simulator.recorded[0]).toEqual({
      endpoint: 'auth',
      method: 'POST',
      path: '/api/auth',
      parameters: {},
    });
    shops.simulator.resetCounters();
    expect(shops.simulator.counters).toMatchObject({ logins: 0, peakInFlight: 0 });
    expect(shops.simulator.recorded).toEqual([]);
  });
});
