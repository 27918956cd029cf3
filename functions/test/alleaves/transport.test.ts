import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import type { Fault } from '../../local/pos/simulator';
import {
  collectRows,
  connector,
  CREDENTIALS,
  failureOf,
  simulate,
  stopSimulators,
  tenantOf,
  worldOfCustomers,
} from './harness';

afterEach(stopSimulators);

describe('retries', () => {
  const passing: [string, Fault][] = [
    ['408', { status: 408 }],
    ['429', { status: 429 }],
    ['500', { status: 500 }],
    ['503', { status: 503 }],
    ['520', { status: 520 }],
    ['a reset connection', { reset: true }],
    ['a truncated body', { body: 'truncated' }],
    ['a body that is no JSON', { body: 'malformed' }],
    ['an empty body', { body: 'empty' }],
  ];

  it.each(passing)('GET after %s', async (_name, fault) => {
    const simulator = await simulate({ world: worldOfCustomers(3) });
    simulator.faults.queue('customers', fault, 2);

    expect(await collectRows(connector().connect(tenantOf(simulator)).customers())).toHaveLength(3);
    expect(simulator.counters.requests.customers).toBe(4);
  });

  it.each(passing)('POST after %s, logins included', async (_name, fault) => {
    const simulator = await simulate({ world: worldOfCustomers(3) });
    simulator.faults.queue('auth', fault, 2);
    simulator.faults.queue('customers', fault, 2);
    const client = connector().connect(tenantOf(simulator, { dialect: 'observed' }));

    expect(await collectRows(client.customers())).toHaveLength(3);
    expect(simulator.counters.requests).toMatchObject({ auth: 3, customers: 4 });
  });

  it('after a time-out', async () => {
    const simulator = await simulate({ world: worldOfCustomers(3) });
    const client = connector({ settings: { timeoutMs: 150 } }).connect(tenantOf(simulator));
    await client.inventory();
    simulator.faults.queue('customers', { delayMs: 1000 });

    expect(await collectRows(client.customers())).toHaveLength(3);
    expect(simulator.counters.requests.customers).toBe(3);
  });

  it.each([400, 409, 413, 422])('not after %i', async (status) => {
    const simulator = await simulate();
    simulator.faults.queue('inventory', { status });

    await failureOf(() => connector().connect(tenantOf(simulator)).inventory());
    expect(simulator.counters.requests.inventory).toBe(1);
  });

  it('waits as long as Retry-After says', async () => {
    const simulator = await simulate();
    const client = connector({ settings: { retryAfterLimitMs: 5000 } }).connect(tenantOf(simulator));
    await client.inventory();
    simulator.faults.queue('inventory', { status: 429, retryAfter: 1 });

    const started = performance.now();
    await client.inventory();
    // Timers may fire a millisecond early.
    expect(performance.now() - started).toBeGreaterThan(990);
  });

  it('waits no longer than the limit, whatever Retry-After says', async () => {
    const simulator = await simulate();
    simulator.faults.queue('inventory', { status: 503, retryAfter: 86_400 });
    simulator.faults.queue('inventory', { status: 429, retryAfter: 'Wed, 21 Oct 2099 07:28:00 GMT' });
    const client = connector({ settings: { retryAfterLimitMs: 20 } }).connect(tenantOf(simulator));

    await expect(client.inventory()).resolves.toEqual([]);
  });
});

describe('errors', () => {
  const final: [string, Fault, string, string][] = [
    ['429', { status: 429 }, 'transient', 'pos_rate_limited'],
    ['408', { status: 408 }, 'transient', 'pos_server_error'],
    ['502', { status: 502 }, 'transient', 'pos_server_error'],
    ['a reset connection', { reset: true }, 'transient', 'pos_unreachable'],
    ['a truncated body', { body: 'truncated' }, 'transient', 'pos_malformed_body'],
    ['a body that is no JSON', { body: 'malformed' }, 'transient', 'pos_malformed_body'],
    ['an empty body', { body: 'empty' }, 'transient', 'pos_malformed_body'],
    ['400', { status: 400 }, 'permanent', 'pos_request_refused'],
    ['a redirect', { status: 302 }, 'config', 'pos_base_url_redirects'],
  ];

  it.each(final)('%s, to the end', async (_name, fault, kind, code) => {
    const simulator = await simulate();
    simulator.faults.queue('inventory', fault, 3);

    const error = await failureOf(() => connector().connect(tenantOf(simulator)).inventory());

    expect(error).toMatchObject({ kind, code });
    expect(error.message).toContain('POST inventory/search');
  });

  it('time-out, to the end', async () => {
    const simulator = await simulate();
    const client = connector({ settings: { timeoutMs: 100, retries: 1 } }).connect(tenantOf(simulator));
    await collectRows(client.customers());
    simulator.faults.queue('inventory', { delayMs: 1000 }, 2);

    const error = await failureOf(() => client.inventory());
    expect(error).toMatchObject({ kind: 'transient', code: 'pos_timeout' });
    expect(error.message).toContain('2 attempts');
  });

  it('time-out of a body that stalls after its headers', async () => {
    const server = createServer((request, response) => {
      request.resume();
      response.setHeader('content-type', 'application/json');
      if (request.url === '/auth') {
        response.end('{"token":"opaque"}');
      } else {
        response.write('[');
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const simulator = await simulate();
    const client = connector({ settings: { timeoutMs: 100, retries: 1 } }).connect(
      tenantOf(simulator, { baseUrl: `http://127.0.0.1:${port}` }),
    );

    const error = await failureOf(() => client.inventory());
    server.closeAllConnections();
    server.close();

    expect(error).toMatchObject({ kind: 'transient', code: 'pos_timeout' });
  });

  it('a server that is not there', async () => {
    const simulator = await simulate();
    const tenant = tenantOf(simulator);
    await simulator.stop();

    const error = await failureOf(() => connector().connect(tenant).inventory());
    expect(error).toMatchObject({ kind: 'transient', code: 'pos_unreachable' });
    expect(error.message).toContain('ECONNREFUSED');
  });

  it('repeat the POS’s own words, shortened', async () => {
    const simulator = await simulate();
    simulator.faults.queue('inventory', {
      status: 400,
      message: `The location is closed. ${'x'.repeat(1000)}`,
    });

    const error = await failureOf(() => connector().connect(tenantOf(simulator)).inventory());
    expect(error.message).toContain('answered 400 to POST inventory/search: The location is closed. xxx');
    expect(error.message.length).toBeLessThan(400);
  });

  it.each([{ status: 500 }, { status: 400 }, { reset: true }, { body: 'truncated' }] as Fault[])(
    'hold no credentials and no token anywhere (%j)',
    async (fault) => {
      const simulator = await simulate();
      const tokens: string[] = [];
      const spy: typeof fetch = (input, init) => {
        const token = input instanceof Request ? input.headers.get('authorization') : null;
        tokens.push(...(token ? [token.replace('Bearer ', '')] : []));
        return fetch(input, init);
      };
      simulator.faults.queue('inventory', fault, 3);

      const error = await failureOf(() => connector({ fetch: spy }).connect(tenantOf(simulator)).inventory());

      expect(tokens.length).toBeGreaterThan(0);
      const everything = inspect(error, { depth: 10, showHidden: true });
      for (const value of [...Object.values(CREDENTIALS), ...tokens]) {
        expect(everything).not.toContain(value);
      }
    },
  );
});

describe('requests in flight', () => {
  it('are as many as the limit allows and never more', async () => {
    const simulator = await simulate({ world: worldOfCustomers(3) });
    const pos = connector({ settings: { requestsInFlight: 3 } });
    simulator.faults.rate('inventory', { delayMs: 20 }, 1);

    await Promise.all(Array.from({ length: 12 }, () => pos.connect(tenantOf(simulator)).inventory()));

    expect(simulator.counters.requests.inventory).toBe(12);
    expect(simulator.counters.peakInFlight).toBe(3);
  });

  it('limited to one do not keep a login from happening', async () => {
    const simulator = await simulate();
    const client = connector({ settings: { requestsInFlight: 1 } }).connect(tenantOf(simulator));
    await client.inventory();
    simulator.tenants.revokeTokens();

    await Promise.all([client.inventory(), client.inventory(), client.inventory()]);
    expect(simulator.counters).toMatchObject({ logins: 2, peakInFlight: 1 });
  });
});
