import { jwtDecode } from 'jwt-decode';
import { type PosSimulator, startPosSimulator } from '../../pos/simulator';
import { World } from '../../pos/world';
import { SettableClock } from '../../../functions/test/alleaves/harness';

const USER = { username: 'user', password: 'word', pin: '1234', locationId: '7' };
const OTHER = { username: 'other', password: 'word', pin: '9876', locationId: '8' };

let clock: SettableClock;
let worlds: [World, World];
let simulator: PosSimulator;

beforeEach(async () => {
  clock = new SettableClock('2026-06-15T16:00:00Z');
  worlds = [new World(), new World()];
  simulator = await startPosSimulator({
    tenants: [
      { ...USER, world: worlds[0], envelope: 'array' },
      { ...OTHER, world: worlds[1], dialect: 'observed' },
    ],
    clock,
    tokenLifetimeMs: 60_000,
  });
});

afterEach(() => simulator.stop());

async function call(method: string, path: string, options: { token?: string; body?: unknown } = {}) {
  const response = await fetch(`${simulator.baseUrl}/${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(options.token && { authorization: `Bearer ${options.token}` }),
    },
    ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
  });
  const body: unknown = await response.json();
  return { status: response.status, body, headers: response.headers };
}

async function logIn(tenant = USER): Promise<string> {
  const { username, password, pin } = tenant;
  const { body } = await call('POST', 'auth', { body: { username, password, pin } });
  return (body as { token: string }).token;
}

describe('auth', () => {
  it('gives a JWT that expires by the clock', async () => {
    const token = await logIn();
    expect(jwtDecode(token).exp).toBe(clock.time / 1000 + 60);
    expect((await call('GET', 'customers?locationId=7', { token })).status).toBe(200);

    clock.advance(60_000);
    expect((await call('GET', 'customers?locationId=7', { token })).status).toBe(401);
  });

  it('refuses a token after as many requests as were set', async () => {
    simulator.tenants.requestsPerToken = 2;
    const [token, other] = [await logIn(), await logIn()];
    const ask = async (bearer: string) =>
      (await call('GET', 'customers?locationId=7', { token: bearer })).status;

    expect([await ask(token), await ask(token), await ask(token)]).toEqual([200, 200, 401]);
    expect(await ask(other)).toBe(200);
  });

  it.each([
    { username: 'user', password: 'word1234' },
    { username: 'user', password: 'word', pin: '0000' },
    { username: 'user', password: 'word', pin: 1234 },
    { username: 'user', password: 'word', pin: '9876' },
    {},
  ])('refuses %j: the PIN is a field of its own', async (body) => {
    expect((await call('POST', 'auth', { body })).status).toBe(401);
    expect(simulator.counters).toMatchObject({ refusedLogins: 1, logins: 0 });
  });

  it('names the location in the documented dialect alone', async () => {
    expect((await call('POST', 'auth', { body: USER })).body).toMatchObject({ locationId: '7' });
    expect((await call('POST', 'auth', { body: OTHER })).body).not.toHaveProperty('locationId');
  });

  it('refuses data without a token, with a made-up one and with a revoked one', async () => {
    const token = await logIn();
    simulator.tenants.revokeTokens();

    for (const options of [{}, { token: 'made.up.token' }, { token }]) {
      expect((await call('GET', 'customers?locationId=7', options)).status).toBe(401);
    }
    expect(simulator.counters.refusedTokens).toBe(3);
  });

  it('refuses old credentials and tokens after a rotation, of this tenant only', async () => {
    const [token, other] = [await logIn(), await logIn(OTHER)];
    simulator.tenants.rotate('7', { password: 'new' });

    expect((await call('GET', 'customers?locationId=7', { token })).status).toBe(401);
    expect((await call('POST', 'auth', { body: USER })).status).toBe(401);
    expect((await call('POST', 'auth', { body: { ...USER, password: 'new' } })).status).toBe(200);
    expect((await call('GET', 'order', { token: other })).status).toBe(200);
    expect(() => simulator.tenants.rotate('unknown', {})).toThrow(RangeError);
  });
});

describe('data', () => {
  it('belongs to the tenant of the token', async () => {
    worlds[0].customers.add({ id: 'mine' });
    worlds[1].customers.add({ id: 'theirs' });

    expect((await call('GET', 'customers?locationId=7', { token: await logIn() })).body).toEqual([
      { id: 'mine' },
    ]);
    expect((await call('POST', 'customer/search', { token: await logIn(OTHER), body: {} })).body).toEqual({
      customers: [{ id: 'theirs' }],
    });
    expect((await call('GET', 'customers?locationId=8', { token: await logIn() })).status).toBe(400);
  });

  it('is paged, newest first', async () => {
    worlds[0].customers.addAll(Array.from({ length: 5 }, (_, index) => ({ id: index })));
    const token = await logIn();
    const ids = async (query: string) =>
      ((await call('GET', `customers?locationId=7&${query}`, { token })).body as { id: number }[]).map(
        ({ id }) => id,
      );

    expect(await ids('page=1&pageSize=2')).toEqual([4, 3]);
    expect(await ids('page=3&pageSize=2')).toEqual([0]);
    expect(await ids('page=4&pageSize=2')).toEqual([]);
  });

  it('of orders is cut to two days in silence when no dates are sent', async () => {
    worlds[0].orders.addAll([
      { id: 1, date_created: '2026-06-12T12:00:00' },
      { id: 2, date_created: '2026-06-13T12:00:00' },
    ]);
    const token = await logIn();

    expect((await call('GET', 'orders?locationId=7', { token })).body).toMatchObject([{ id: 2 }]);
    const dated = 'orders?locationId=7&startDate=2026-06-01&endDate=2026-06-15';
    expect((await call('GET', dated, { token })).body).toMatchObject([{ id: 2 }, { id: 1 }]);
  });

  it('of the inventory wants the location as an integer, where it is sent', async () => {
    worlds[1].inventory.add({ id_item: 1 });
    const token = await logIn(OTHER);
    const search = (body: unknown) => call('POST', 'inventory/search', { token, body });

    expect((await search({ query: '', id_location: 8 })).body).toEqual({
      items: [{ id_item: 1, total_rows: 1 }],
    });
    expect((await search({ query: '', id_location: '8' })).status).toBe(400);
    expect((await search({ query: '', id_location: 7 })).status).toBe(400);
  });

  it('of the inventory and of items is a grid’s: cut to a page unless more is asked for, with the number of all', async () => {
    worlds[1].inventory.addAll(
      Array.from({ length: 120 }, (_, index) => ({ id_item: index + 1, available: index % 2 })),
    );
    worlds[1].items.add({ id_item: 7, media_list: [], product_description: '<p>Cured</p>' });
    const token = await logIn(OTHER);
    const search = async (path: string, body: unknown) => {
      const answer = await call('POST', path, { token, body });
      return (answer.body as { items: { id_item: number; total_rows: number }[] }).items;
    };
    const inventory = async (body: unknown) => search('inventory/search', body);

    expect(await inventory({})).toHaveLength(100);
    expect((await inventory({ skip: 118, take: 5_000 })).map(({ id_item: id }) => id)).toEqual([119, 120]);
    expect(await inventory({ skip: 120, take: 5_000 })).toEqual([]);
    const sold = { logic: 'and', filters: [{ field: 'available', operator: 'eq', value: 1 }] };
    const [first] = await inventory({ skip: 0, take: 2, filter: sold });
    expect(first).toEqual({ id_item: 2, available: 1, total_rows: 60 });
    const items = await search('inventory/item/search', { skip: 0, take: 5_000 });
    expect(items).toHaveLength(120);
    expect(items[0]).toMatchObject({ id_item: 7, product_description: '<p>Cured</p>', total_rows: 120 });
    for (const body of [{ take: 'all' }, { skip: -1 }, { filter: { filters: [{ field: 'a' }] } }])
      expect((await call('POST', 'inventory/search', { token, body })).status).toBe(400);
  });

  it('is not found in the dialect that a tenant’s POS does not speak', async () => {
    const token = await logIn(OTHER);

    expect((await call('GET', 'customers?locationId=8', { token })).status).toBe(404);
    expect((await call('GET', 'orders?locationId=8', { token })).status).toBe(404);
    expect((await call('GET', 'order', { token })).status).toBe(200);
  });
});

describe('faults', () => {
  it('answer what was queued, once each, at their endpoint only', async () => {
    const token = await logIn();
    simulator.faults.queue('customers', { status: 429, retryAfter: 7, message: 'Slow down' });

    expect((await call('GET', 'orders?locationId=7', { token })).status).toBe(200);
    const limited = await call('GET', 'customers?locationId=7', { token });
    expect(limited).toMatchObject({ status: 429, body: { message: 'Slow down' } });
    expect(limited.headers.get('retry-after')).toBe('7');
    expect((await call('GET', 'customers?locationId=7', { token })).status).toBe(200);
  });

  it('break bodies and connections', async () => {
    worlds[0].customers.addAll(Array.from({ length: 50 }, (_, index) => ({ id: index })));
    const token = await logIn();
    const get = () => call('GET', 'customers?locationId=7', { token });

    for (const fault of [
      { body: 'truncated' },
      { body: 'malformed' },
      { body: 'empty' },
      { reset: true },
    ] as const) {
      simulator.faults.queue('any', fault);
      await expect(get()).rejects.toThrow();
    }
    simulator.faults.queue('any', { body: 'norows' });
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
    expect(() => simulator.faults.rate('any', {}, 1.5)).toThrow(RangeError);
  });
});

describe('an outage', () => {
  it('refuses connections until the simulator is started again, on the same port', async () => {
    const token = await logIn();
    const { baseUrl } = simulator;
    await simulator.stop();
    await expect(call('GET', 'customers?locationId=7', { token })).rejects.toThrow('fetch failed');

    await simulator.start();
    expect(simulator.baseUrl).toBe(baseUrl);
    expect((await call('GET', 'customers?locationId=7', { token })).status).toBe(200);
  });

  it('cuts off a request that is held', async () => {
    const token = await logIn();
    const page = simulator.holds.next(({ parameters }) => parameters['page'] === '2');
    expect((await call('GET', 'customers?locationId=7&page=1', { token })).status).toBe(200);
    const held = call('GET', 'customers?locationId=7&page=2', { token });
    await page.reached;
    simulator.tenants.revokeTokens();
    page.release();
    expect((await held).status).toBe(401);

    const login = simulator.holds.next(({ endpoint }) => endpoint === 'auth');
    const cutOff = logIn();
    await Promise.all([
      expect(cutOff).rejects.toThrow('fetch failed'),
      login.reached.then(() => simulator.stop()),
    ]);
    expect(simulator.counters.logins).toBe(1);
  });
});

describe('bookkeeping', () => {
  it('counts requests and the most in flight, and records them without credentials', async () => {
    const token = await logIn();
    simulator.faults.rate('orders', { delayMs: 50 }, 1);

    await Promise.all(Array.from({ length: 3 }, () => call('GET', 'orders?locationId=7', { token })));

    expect(simulator.counters).toMatchObject({
      logins: 1,
      peakInFlight: 3,
      requests: { auth: 1, orders: 3 },
    });
    expect(simulator.recorded[0]).toEqual({
      endpoint: 'auth',
      method: 'POST',
      path: '/api/auth',
      parameters: {},
    });
    simulator.resetCounters();
    expect(simulator.counters).toMatchObject({ logins: 0, peakInFlight: 0 });
    expect(simulator.recorded).toEqual([]);
  });
});
