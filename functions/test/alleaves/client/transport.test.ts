import type { RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { Fault } from '../../../../tools/pos/simulator';
import { startHttpServer } from '../../../../tools/servers/httpServer';
import { DEFAULT_LIMITS } from '../../../src/platform/limits';
import {
  collectRows,
  connector,
  CREDENTIALS,
  failureOf,
  simulate,
  stopSimulators,
  tenantOf,
  worldOfCustomers,
} from '../harness';

const { requestsInFlight } = DEFAULT_LIMITS.pos;

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
    const client = connector({ limits: { timeoutMilliseconds: 150 } }).connect(tenantOf(simulator));
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
    const client = connector({ limits: { longestRetryAfterMilliseconds: 5000 } }).connect(
      tenantOf(simulator),
    );
    await client.inventory();
    simulator.faults.queue('inventory', { status: 429, retryAfter: 1 });

    const started = performance.now();
    await client.inventory();
    // Timers may fire a millisecond early.
    expect(performance.now() - started).toBeGreaterThan(990);
  });

  it.each<[string, number | string]>([
    ['is 0', 0],
    ['is negative', -1],
    ['is past', 'Wed, 21 Oct 2015 07:28:00 GMT'],
    ['is less than that', 0.01],
    ["can't be read", 'in a moment'],
    ['is nothing', ''],
  ])('waits at least its own back-off where Retry-After %s', async (_name, retryAfter) => {
    const simulator = await simulate();
    const limits = { backoffMilliseconds: 100, longestBackoffMilliseconds: 1_000 };
    const client = connector({ limits }).connect(tenantOf(simulator));
    simulator.faults.queue('inventory', { status: 429, retryAfter }, 2);

    const started = performance.now();
    await client.inventory();
    // Half of 100 ms and of 200 ms at least, all of it at most. Timers may fire a millisecond early.
    expect(performance.now() - started).toBeGreaterThan(145);
  });

  it('waits no longer than the limit, whatever Retry-After says', async () => {
    const simulator = await simulate();
    simulator.faults.queue('inventory', { status: 503, retryAfter: 86_400 });
    simulator.faults.queue('inventory', { status: 429, retryAfter: 'Wed, 21 Oct 2099 07:28:00 GMT' });
    const client = connector({ limits: { longestRetryAfterMilliseconds: 20 } }).connect(tenantOf(simulator));

    await expect(client.inventory()).resolves.toMatchObject({ rows: [] });
  });
});

describe('a consumer that stops', () => {
  it.each<[string, Fault]>([
    ['the answer', { delayMs: 2_000 }],
    ['the next attempt', { status: 503 }],
  ])('neither waits for %s of the page fetched ahead nor leaves it behind', async (_name, fault) => {
    const simulator = await simulate({ world: worldOfCustomers(15) });
    simulator.faults.queue('customers', {});
    simulator.faults.queue('customers', fault, requestsInFlight);
    let open = 0;
    const counted: typeof fetch = async (input, init) => {
      open += 1;
      return fetch(input, init).finally(() => (open -= 1));
    };
    const limits = { pageSize: 2, backoffMilliseconds: 200, longestBackoffMilliseconds: 200 };
    const pages = connector({ limits, fetch: counted }).connect(tenantOf(simulator)).customers();
    await pages.next();
    while (simulator.counters.requests.customers < 1 + requestsInFlight) await sleep(5);

    const started = performance.now();
    await pages.return(undefined);
    expect(open).toBe(0);
    expect(performance.now() - started).toBeLessThan(1_500);
    await sleep(300);
    expect(simulator.counters.requests.customers).toBe(1 + requestsInFlight);
  });
});

describe('a POS that has too much to do', () => {
  it('is asked for fewer pages at a time, and for more again once it answers well', async () => {
    const simulator = await simulate({ world: worldOfCustomers(200) });
    simulator.faults.rate('customers', { delayMs: 5 }, 1);
    const limits = { pageSize: 1, backoffMilliseconds: 1, longestBackoffMilliseconds: 1 };
    const pages = connector({ limits }).connect(tenantOf(simulator)).customers();
    const peakOf = async (count: number) => {
      simulator.resetCounters();
      for (let page = 0; page < count; page += 1) await pages.next();
      return simulator.counters.peakInFlight;
    };
    await pages.next();
    expect(await peakOf(20)).toBe(requestsInFlight);
    simulator.faults.queue('customers', { status: 429 }, 2);
    await peakOf(8);
    expect(await peakOf(5)).toBeLessThan(requestsInFlight);
    await peakOf(80);
    expect(await peakOf(20)).toBe(requestsInFlight);
    await pages.return(undefined);
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
    const client = connector({ limits: { timeoutMilliseconds: 100, retries: 1 } }).connect(
      tenantOf(simulator),
    );
    await collectRows(client.customers());
    simulator.faults.queue('inventory', { delayMs: 1000 }, 2);

    const error = await failureOf(() => client.inventory());
    expect(error).toMatchObject({ kind: 'transient', code: 'pos_timeout' });
    expect(error.message).toContain('2 attempts');
  });

  it('time-out of a body that stalls after its headers', async () => {
    const stalling: RequestListener = (request, response) => {
      request.resume();
      response.setHeader('content-type', 'application/json');
      if (request.url === '/auth') {
        response.end('{"token":"opaque"}');
      } else {
        response.write('[');
      }
    };
    const server = await startHttpServer(stalling, '127.0.0.1', 0);
    const simulator = await simulate();
    const client = connector({ limits: { timeoutMilliseconds: 100, retries: 1 } }).connect(
      tenantOf(simulator, { baseUrl: server.url }),
    );

    const error = await failureOf(() => client.inventory());
    await server.stop();

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

  it.each<Fault>([{ status: 500 }, { status: 400 }, { reset: true }, { body: 'truncated' }])(
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
    const pos = connector({ limits: { requestsInFlight: 3 } });
    simulator.faults.rate('inventory', { delayMs: 20 }, 1);

    await Promise.all(Array.from({ length: 12 }, () => pos.connect(tenantOf(simulator)).inventory()));

    expect(simulator.counters.requests.inventory).toBe(12);
    expect(simulator.counters.peakInFlight).toBe(3);
  });

  it('limited to one do not keep a login from happening', async () => {
    const simulator = await simulate();
    const client = connector({ limits: { requestsInFlight: 1 } }).connect(tenantOf(simulator));
    await client.inventory();
    simulator.tenants.revokeTokens();

    await Promise.all([client.inventory(), client.inventory(), client.inventory()]);
    expect(simulator.counters).toMatchObject({ logins: 2, peakInFlight: 1 });
  });
});
