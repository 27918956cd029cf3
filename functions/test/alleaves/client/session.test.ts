import { inspect } from 'node:util';
import {
  alleavesSecrets,
  CachedSecrets,
  collectRows,
  connector,
  CREDENTIALS,
  failureOf,
  LOCATION_ID,
  SettableClock,
  simulate,
  stopSimulators,
  tenantOf,
  worldOfCustomers,
} from '../harness';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const TODAY = { from: '2026-06-15', to: '2026-06-15' };

afterEach(stopSimulators);

describe('login', () => {
  it('is shared by concurrent callers and by all clients of a tenant', async () => {
    const simulator = await simulate({ world: worldOfCustomers(5) });
    const pos = connector();
    const first = pos.connect(tenantOf(simulator));
    const second = pos.connect(tenantOf(simulator));

    await Promise.all([
      collectRows(first.customers()),
      collectRows(second.customers()),
      collectRows(first.orders(TODAY)),
      second.inventory(),
    ]);

    expect(simulator.counters.requests.auth).toBe(1);
  });

  it('is not shared between tenants', async () => {
    const simulator = await simulate();
    const pos = connector();

    await pos.connect(tenantOf(simulator)).inventory();
    await pos.connect(tenantOf(simulator, { orgId: 'org-other' })).inventory();

    expect(simulator.counters.logins).toBe(2);
  });

  it('forgets the least recently used session beyond the limit', async () => {
    const simulator = await simulate();
    const pos = connector({ limits: { sessions: 1 } });

    await pos.connect(tenantOf(simulator)).inventory();
    await pos.connect(tenantOf(simulator, { orgId: 'org-other' })).inventory();
    await pos.connect(tenantOf(simulator)).inventory();

    expect(simulator.counters.logins).toBe(3);
  });

  it('tries again after a login that failed', async () => {
    const simulator = await simulate();
    const client = connector({ limits: { retries: 0 } }).connect(tenantOf(simulator));
    simulator.faults.queue('auth', { status: 503 });

    expect(await failureOf(() => client.inventory())).toMatchObject({
      kind: 'transient',
      code: 'pos_server_error',
    });
    await expect(client.inventory()).resolves.toMatchObject({ rows: [] });
  });

  it('that is begun ahead is that of the first requests, which meet its failure; the next one tries again', async () => {
    const simulator = await simulate({ world: worldOfCustomers(5) });
    const client = connector({ limits: { retries: 0 } }).connect(tenantOf(simulator));
    simulator.faults.queue('auth', { status: 503 });

    client.beginLogin();
    const failed = await Promise.all([
      failureOf(() => collectRows(client.customers())),
      failureOf(() => client.inventory()),
    ]);
    expect(failed.map(({ code }) => code)).toEqual(['pos_server_error', 'pos_server_error']);
    expect(simulator.counters.requests.auth).toBe(1);

    client.beginLogin();
    await expect(client.inventory()).resolves.toMatchObject({ rows: [] });
    client.beginLogin();
    await client.settle();
    expect(simulator.counters.requests.auth).toBe(2);
  });

  // Caught: credentials that are wrong sent twice, which can lock the POS user out.
  it('that is begun ahead and refused isn’t repeated', async () => {
    const simulator = await simulate();
    simulator.tenants.rotate(LOCATION_ID, { pin: '0000' });
    const client = connector().connect(tenantOf(simulator));

    client.beginLogin();
    await client.settle();
    expect(await failureOf(() => client.inventory())).toMatchObject({ code: 'pos_auth_refused' });
    expect(simulator.counters.requests.auth).toBe(1);
  });

  it('fails when the answer holds no token', async () => {
    const simulator = await simulate();
    simulator.faults.queue('auth', { body: 'norows' }, 9);

    expect(await failureOf(() => connector().connect(tenantOf(simulator)).inventory())).toMatchObject({
      kind: 'permanent',
      code: 'pos_unexpected_answer',
    });
  });

  it('names the base URL when the POS has no login endpoint', async () => {
    const simulator = await simulate();
    const client = connector().connect(tenantOf(simulator, { baseUrl: `${simulator.baseUrl}/v9` }));

    const error = await failureOf(() => client.inventory());
    expect(error).toMatchObject({ kind: 'permanent', code: 'pos_endpoint_missing' });
    expect(error.message).toContain('pos.baseUrl');
  });
});

describe('credentials', () => {
  it.each(['USERNAME', 'PASSWORD', 'PIN'])('names the secret when %s is missing', async (part) => {
    const simulator = await simulate();
    const secrets = alleavesSecrets();
    secrets.current.delete(`ALLEAVES_${part}`);

    const error = await failureOf(() => connector({ secrets }).connect(tenantOf(simulator)).inventory());

    expect(error).toMatchObject({ kind: 'config', code: 'pos_secret_missing' });
    expect(error.message).toContain(`ALLEAVES_${part}`);
    expect(simulator.counters.requests.auth).toBe(0);
  });

  it('are read under the tenant’s own prefix, and a trailing line break is dropped', async () => {
    const simulator = await simulate();
    const secrets = new CachedSecrets({
      THRIVE_USERNAME: CREDENTIALS.username,
      THRIVE_PASSWORD: CREDENTIALS.password,
      THRIVE_PIN: `${CREDENTIALS.pin}\n`,
    });
    const client = connector({ secrets }).connect(tenantOf(simulator, { secretPrefix: 'THRIVE' }));

    await expect(client.inventory()).resolves.toMatchObject({ rows: [] });
  });

  it('are read again and tried once more when the cached ones are refused', async () => {
    const simulator = await simulate();
    const secrets = alleavesSecrets();
    await secrets.read('ALLEAVES_PASSWORD');
    secrets.current.set('ALLEAVES_PASSWORD', 'rotated');
    simulator.tenants.rotate(LOCATION_ID, { password: 'rotated' });

    await connector({ secrets }).connect(tenantOf(simulator)).inventory();

    expect(simulator.counters).toMatchObject({ refusedLogins: 1, logins: 1 });
    expect(secrets.freshReads).toContain('ALLEAVES_PASSWORD');
  });

  it('are not sent a second time when the fresh ones are the refused ones', async () => {
    const simulator = await simulate();
    simulator.tenants.rotate(LOCATION_ID, { pin: '0000' });

    const error = await failureOf(() => connector().connect(tenantOf(simulator)).inventory());

    expect(error).toMatchObject({ kind: 'auth', code: 'pos_auth_refused' });
    expect(error.message).toContain('ALLEAVES_PIN');
    expect(simulator.counters.requests.auth).toBe(1);
  });

  it('never show in an error, not even when the POS repeats them', async () => {
    const simulator = await simulate();
    simulator.faults.queue('auth', {
      status: 422,
      message: `${CREDENTIALS.username}/${CREDENTIALS.password}/${CREDENTIALS.pin} is wrong, ask jane@example.com`,
    });

    const error = await failureOf(() => connector().connect(tenantOf(simulator)).inventory());

    expect(error).toMatchObject({ kind: 'permanent', code: 'pos_request_refused' });
    const everything = inspect(error, { depth: 10, showHidden: true });
    for (const value of [...Object.values(CREDENTIALS), 'jane@example.com']) {
      expect(everything).not.toContain(value);
    }
    expect(error.message).toContain('answered 422 to POST auth. ');
  });
});

describe('token', () => {
  it('is used until five minutes before it expires, then renewed before the next request', async () => {
    const clock = new SettableClock();
    const simulator = await simulate({}, { clock });
    const client = connector({ clock }).connect(tenantOf(simulator));
    await client.inventory();

    clock.advance(24 * HOUR - 5 * MINUTE - 1000);
    await client.inventory();
    expect(simulator.counters.logins).toBe(1);

    clock.advance(1000);
    await client.inventory();
    expect(simulator.counters).toMatchObject({ logins: 2, refusedTokens: 0 });
  });

  it('that lives shorter than the margin is still used for half its life', async () => {
    const clock = new SettableClock();
    const simulator = await simulate({}, { clock, tokenLifetimeMs: 2 * MINUTE });
    const client = connector({ clock }).connect(tenantOf(simulator));
    await client.inventory();

    clock.advance(MINUTE - 1);
    await client.inventory();
    expect(simulator.counters.logins).toBe(1);

    clock.advance(1);
    await client.inventory();
    expect(simulator.counters.logins).toBe(2);
  });

  it('that is refused mid-run costs one login, and the run goes on', async () => {
    const simulator = await simulate({ world: worldOfCustomers(250) });
    const secrets = alleavesSecrets();
    const client = connector({ secrets }).connect(tenantOf(simulator));
    const ids: (string | null)[] = [];

    for await (const page of client.customers()) {
      ids.push(...page.rows.map((row) => row.posId));
      if (page.page === 1) {
        simulator.tenants.revokeTokens();
      }
    }

    expect(new Set(ids).size).toBe(250);
    expect(simulator.counters.logins).toBe(2);
    expect(secrets.freshReads).toContain('ALLEAVES_PIN');
  });

  it('that several concurrent calls find refused is replaced once', async () => {
    const simulator = await simulate({ world: worldOfCustomers(5) });
    const client = connector().connect(tenantOf(simulator));
    await client.inventory();
    simulator.tenants.revokeTokens();

    await Promise.all([
      client.inventory(),
      client.inventory(),
      collectRows(client.customers()),
      collectRows(client.orders(TODAY)),
    ]);

    expect(simulator.counters.refusedTokens).toBeGreaterThan(1);
    expect(simulator.counters.logins).toBe(2);
  });

  it('is renewed with rotated credentials mid-run', async () => {
    const simulator = await simulate();
    const secrets = alleavesSecrets();
    const client = connector({ secrets }).connect(tenantOf(simulator));
    await client.inventory();
    simulator.tenants.rotate(LOCATION_ID, { pin: '975310' });
    secrets.current.set('ALLEAVES_PIN', '975310');

    await expect(client.inventory()).resolves.toMatchObject({ rows: [] });
    expect(simulator.counters).toMatchObject({ refusedLogins: 0, logins: 2 });
  });

  it.each([401, 403])('refused with %i right after a new login is an AuthError', async (status) => {
    const simulator = await simulate();
    simulator.faults.queue('inventory', { status }, 2);
    const client = connector().connect(tenantOf(simulator));

    expect(await failureOf(() => client.inventory())).toMatchObject({
      kind: 'auth',
      code: 'pos_auth_refused',
    });
    expect(simulator.counters).toMatchObject({ logins: 2, requests: { inventory: 2 } });
  });
});
