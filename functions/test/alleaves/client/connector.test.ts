import type { Fault } from '../../../../tools/pos/faults';
import { World } from '../../../../tools/pos/world';
import {
  collect,
  collectRows,
  connector,
  failureOf,
  simulate,
  stopSimulators,
  tenantOf,
  worldOfCustomers,
} from '../harness';

afterEach(stopSimulators);

/** So that requests can be counted. */
const oneByOne = () => connector({ limits: { requestsInFlight: 1 } });

describe('customers', () => {
  it('are read beyond page 30, to the real end', async () => {
    const simulator = await simulate({ world: worldOfCustomers(3100) });

    const pages = await collect(oneByOne().connect(tenantOf(simulator)).customers());

    expect(new Set(pages.flatMap(({ rows }) => rows.map((row) => row.record?.posCustomerId))).size).toBe(
      3100,
    );
    expect(pages.at(-1)).toMatchObject({ page: 32, rows: [], last: true });
    expect(simulator.counters.requests.customers).toBe(32);
  });

  it.each(['array', 'named', 'numeric', 'numeric-under-name'] as const)(
    'are read from the %s envelope',
    async (envelope) => {
      const simulator = await simulate({ world: worldOfCustomers(120), envelope });

      const rows = await collectRows(connector().connect(tenantOf(simulator)).customers());

      expect(rows.map((row) => row.posId)).toEqual(
        Array.from({ length: 120 }, (_, index) => String(120 - index)),
      );
    },
  );

  it('are read from a given page on', async () => {
    const simulator = await simulate({ world: worldOfCustomers(250) });

    const pages = await collect(connector().connect(tenantOf(simulator)).customers({ page: 3 }));

    expect(pages.map(({ page, rows, last }) => [page, rows.length, last])).toEqual([
      [3, 50, false],
      [4, 0, true],
    ]);
  });

  it.each([
    // Three more answers than are needed show that nothing new comes.
    ['ignored', 4, false],
    ['shuffled', 4, false],
    ['uneven', 4, true],
    ['capped', 6, true],
    ['clamped', 6, false],
    ['wrapped', 6, false],
  ] as const)('are read whole from a POS whose paging is %s', async (paging, requests, complete) => {
    const simulator = await simulate({ world: worldOfCustomers(250), paging });

    const pages = await collect(oneByOne().connect(tenantOf(simulator)).customers());

    expect(new Set(pages.flatMap(({ rows }) => rows.map(({ posId }) => posId))).size).toBe(250);
    expect(pages.at(-1)).toMatchObject({ last: true, complete });
    expect(simulator.counters.requests.customers).toBe(requests);
  });

  it('are refused from a POS that repeats its first page', async () => {
    const simulator = await simulate({ world: worldOfCustomers(250), paging: 'stuck' });
    const client = connector().connect(tenantOf(simulator));

    expect(await failureOf(() => collectRows(client.customers()))).toMatchObject({
      kind: 'permanent',
      code: 'pos_pages_repeat',
    });
  });

  it('are refused from a POS that has more pages than a shop can have', async () => {
    const simulator = await simulate({ world: worldOfCustomers(450) });
    const client = connector({ limits: { pages: 3, requestsInFlight: 1 } }).connect(tenantOf(simulator));

    expect(await failureOf(() => collectRows(client.customers()))).toMatchObject({
      kind: 'permanent',
      code: 'pos_pages_endless',
    });
    expect(simulator.counters.requests.customers).toBe(3);
  });

  it('fail instead of ending when a page in the middle fails', async () => {
    const simulator = await simulate({ world: worldOfCustomers(250) });
    const client = connector({ limits: { retries: 0 } }).connect(tenantOf(simulator));
    const pages = client.customers();
    simulator.faults.queue('customers', { delayMs: 0 });
    simulator.faults.queue('customers', { status: 500 });

    expect((await pages.next()).value).toMatchObject({ page: 1, last: false });
    expect(await failureOf(() => pages.next())).toMatchObject({ code: 'pos_server_error' });
  });

  it('come with their faults, and a bad row does not keep the others back', async () => {
    const world = new World();
    world.customers.addAll([
      { id_customer: 1 },
      { name: 'No id' },
      { id_customer: 2, loyalty_points: 'many' },
    ]);
    const simulator = await simulate({ world });

    const rows = await collectRows(connector().connect(tenantOf(simulator)).customers());

    expect(rows.map(({ posId, record, issues }) => [posId, record !== null, issues.length])).toEqual([
      ['2', true, 1],
      [null, false, 1],
      ['1', true, 0],
    ]);
  });
});

describe('orders', () => {
  it('are those of the window’s days in the tenant’s zone, both ends included, and of the day after where the POS includes that', async () => {
    const world = new World();
    world.orders.addAll([
      { id: 1, date_created: '2026-05-31T23:59:59', total: 1 },
      { id: 2, date_created: '2026-06-01T00:00:00', total: 1 },
      { id: 3, date_created: '2026-06-03T23:59:59', total: 1 },
      // Past midnight in UTC, still the third in New York.
      { id: 4, date_created: '2026-06-04T02:00:00Z', total: 1 },
      { id: 5, date_created: '2026-06-04T00:00:00', total: 1 },
      { id: 6, date_created: '2026-06-05T00:00:00', total: 1 },
    ]);
    for (const endDate of ['exclusive', 'inclusive'] as const) {
      const simulator = await simulate({ world, endDate });
      const client = connector().connect(tenantOf(simulator));

      const rows = await collectRows(client.orders({ from: '2026-06-01', to: '2026-06-03' }));

      const dayAfter = endDate === 'inclusive' ? ['5'] : [];
      expect(rows.map((row) => row.posId)).toEqual([...dayAfter, '3', '4', '2']);
      expect(rows.at(-2)?.record?.orderDate).toEqual(new Date('2026-06-04T02:00:00Z'));
      expect(rows.at(-1)?.record?.orderDate).toEqual(new Date('2026-06-01T04:00:00Z'));
    }
  });

  it('are always asked for with dates and a page size', async () => {
    const world = new World();
    world.orders.addAll(
      Array.from({ length: 250 }, (_, index) => ({
        id: index + 1,
        date_created: '2026-06-01T12:00:00',
        total: 1,
      })),
    );
    const simulator = await simulate({ world });

    await collectRows(
      oneByOne().connect(tenantOf(simulator)).orders({ from: '2026-06-01', to: '2026-06-03' }),
    );

    const asked = simulator.recorded.filter(({ endpoint }) => endpoint === 'orders');
    // This POS gives 100 at most.
    expect(asked.map(({ parameters }) => parameters['pageSize'])).toEqual(['1000', '100', '100', '100']);
    for (const { parameters } of asked) {
      expect(parameters).toMatchObject({ startDate: '2026-06-01', endDate: '2026-06-04' });
    }
  });
});

describe('inventory', () => {
  it('is read to its end, faulty rows included', async () => {
    const world = new World();
    world.inventory.addAll([
      { id_item: 1, available: 2, price_retail: 5 },
      { id_item: 2, available: 'plenty' },
    ]);
    const simulator = await simulate({ world, envelope: 'array' });

    const { rows, complete } = await connector().connect(tenantOf(simulator)).inventory();
    expect(complete).toBe(true);

    expect(rows.map((row) => [row.posId, row.record?.available])).toEqual([
      ['1', 2],
      ['2', undefined],
    ]);
    expect(simulator.counters.requests.inventory).toBe(2);
  });
});

describe('an answer without rows', () => {
  const WINDOW = { from: '2026-06-01', to: '2026-06-03' };
  const nothing: [string, Fault][] = [
    ['204', { status: 204 }],
    ['null', { body: 'null' }],
    ['404', { status: 404 }],
  ];

  it('is an empty page where it is {} or []', async () => {
    const simulator = await simulate();
    simulator.faults.queue('customers', { body: 'norows' });

    expect(await collect(connector().connect(tenantOf(simulator)).customers())).toEqual([
      { page: 1, pageSize: 1000, rows: [], last: true, complete: true },
    ]);
  });

  it.each(nothing)('ends a walk past its first page where it is %s', async (_name, fault) => {
    for (const dialect of ['documented', 'auto'] as const) {
      const simulator = await simulate({ world: worldOfCustomers(100) });
      simulator.faults.queue('customers', {});
      simulator.faults.queue('customers', fault);

      const pages = await collect(connector().connect(tenantOf(simulator, { dialect })).customers());
      expect(pages.map(({ rows, last, complete }) => [rows.length, last, complete])).toEqual([
        [100, false, false],
        [0, true, true],
      ]);
      expect(simulator.counters.requests.customers).toBe(2);
    }
  });

  it.each(nothing)('ends a walk that is taken up again where it is %s', async (_name, fault) => {
    const simulator = await simulate({ world: worldOfCustomers(100) });
    simulator.faults.queue('customers', fault);
    const client = connector().connect(tenantOf(simulator, { dialect: 'auto' }), {
      rememberedDialect: 'documented',
    });

    expect(await collect(client.customers({ page: 2 }))).toMatchObject([
      { page: 2, rows: [], complete: true },
    ]);
  });

  it.each(nothing)('is a quiet day’s where it is %s to the first page of orders', async (_name, fault) => {
    for (const dialect of ['documented', 'auto'] as const) {
      const simulator = await simulate({ world: worldOfCustomers(1), dialect: 'documented' });
      simulator.faults.rate('orders', fault, 1);
      const pos = connector().connect(tenantOf(simulator, { dialect }), { rememberedDialect: 'documented' });
      expect(await collectRows(pos.orders(WINDOW))).toEqual([]);
    }
  });

  it('is missing orders where no dialect is known to be the POS’s', async () => {
    const simulator = await simulate();
    simulator.faults.rate('orders', { status: 404 }, 1);
    const client = connector().connect(tenantOf(simulator, { dialect: 'auto' }));

    expect(await failureOf(() => collectRows(client.orders(WINDOW)))).toMatchObject({
      code: 'pos_endpoint_missing',
    });
  });

  it('is not a quiet day’s where another dialect has the orders', async () => {
    const world = new World();
    world.orders.add({ id: 1, date_created: '2026-06-02T12:00:00', total: 1 });
    const simulator = await simulate({ world, dialect: 'observed', locationId: '1001' });
    const tenant = tenantOf(simulator, { dialect: 'auto', locationId: '1001' });
    const client = connector().connect(tenant, { rememberedDialect: 'documented' });

    expect(await collectRows(client.orders(WINDOW))).toHaveLength(1);
    expect(client.settledDialect).toBe('observed');
  });

  it.each([
    ['customers', 'null'],
    ['customers', 204],
    ['inventory', 'null'],
    ['inventory', 204],
  ] as const)('is a fault for the first page of %s where it is %s', async (endpoint, answer) => {
    const simulator = await simulate({ world: worldOfCustomers(3) });
    simulator.faults.rate(endpoint, answer === 'null' ? { body: 'null' } : { status: 204 }, 1);
    const client = connector().connect(tenantOf(simulator));

    const read = () => (endpoint === 'customers' ? collectRows(client.customers()) : client.inventory());
    expect(await failureOf(read)).toMatchObject({ kind: 'permanent', code: 'pos_unexpected_answer' });
  });
});

describe('a single object where a list is expected', () => {
  it('is one row', async () => {
    const simulator = await simulate({ world: worldOfCustomers(3) });
    simulator.faults.queue('customers', { body: 'single' });
    simulator.faults.queue('customers', { body: 'norows' });

    const rows = await collectRows(connector().connect(tenantOf(simulator)).customers());
    expect(rows.map(({ posId }) => posId)).toEqual(['3']);
  });
});

describe('an error in an answer under 200', () => {
  const row = { id: 1, date_created: '2026-06-02T12:00:00', total: 1 };
  const WINDOW = { from: '2026-06-01', to: '2026-06-03' };

  it('is retried, whatever rows stand beside it', async () => {
    const world = new World();
    world.orders.add(row);
    const simulator = await simulate({ world });
    simulator.faults.queue('orders', { beside: { error: 'partial result' } });
    simulator.faults.queue('orders', { body: 'norows', beside: { success: false } });

    const rows = await collectRows(connector().connect(tenantOf(simulator)).orders(WINDOW));
    expect(rows).toHaveLength(1);
    expect(simulator.counters.requests.orders).toBe(4);
  });

  it('fails when it stays, without its words, and with a new login the next time', async () => {
    const simulator = await simulate();
    simulator.faults.queue('orders', { beside: { message: 'Token of Jane expired' } }, 3);
    const client = connector().connect(tenantOf(simulator));

    const failure = await failureOf(() => collectRows(client.orders(WINDOW)));
    expect(failure).toMatchObject({ kind: 'transient', code: 'pos_error_answer' });
    expect(failure.message).toContain('GET orders, and in it an error (message; 3 attempts)');
    expect(await collectRows(client.orders(WINDOW))).toEqual([]);
    expect(simulator.counters.logins).toBe(2);
  });

  it('repeats the POS’s words about the inventory', async () => {
    const simulator = await simulate();
    simulator.faults.queue('inventory', { beside: { success: false, message: 'Location is closed' } }, 3);

    const failure = await failureOf(() => connector().connect(tenantOf(simulator)).inventory());
    expect(failure.message).toContain('(success: false: Location is closed; 3 attempts)');
  });
});

describe('base URL', () => {
  it('with http is refused unless emulators are in use', async () => {
    const simulator = await simulate();
    const pos = connector({ allowed: { hosts: [], loopback: false } });

    expect(
      await failureOf(() => Promise.resolve().then(() => pos.connect(tenantOf(simulator)))),
    ).toMatchObject({
      kind: 'config',
      code: 'pos_base_url_insecure',
    });
    expect(simulator.counters.requests.auth).toBe(0);
  });
});
