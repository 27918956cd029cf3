import { World } from '../../local/pos/world';
import {
  collect,
  collectRows,
  connector,
  failureOf,
  simulate,
  stopSimulators,
  tenantOf,
  worldOfCustomers,
} from './harness';

afterEach(stopSimulators);

describe('customers', () => {
  it('are read beyond page 30, to the real end', async () => {
    const simulator = await simulate({ world: worldOfCustomers(3100) });

    const pages = await collect(connector().connect(tenantOf(simulator)).customers());

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

    expect(pages.map(({ page, rows, last }) => [page, rows.length, last])).toEqual([[3, 50, true]]);
  });

  it('are read whole from a POS that does not page', async () => {
    const simulator = await simulate({ world: worldOfCustomers(250), paging: 'ignored' });

    expect(await collectRows(connector().connect(tenantOf(simulator)).customers())).toHaveLength(250);
    expect(simulator.counters.requests.customers).toBe(2);
  });

  it('are refused from a POS that repeats its first page', async () => {
    const simulator = await simulate({ world: worldOfCustomers(250), paging: 'stuck' });

    expect(
      await failureOf(() => collectRows(connector().connect(tenantOf(simulator)).customers())),
    ).toMatchObject({
      kind: 'permanent',
      code: 'pos_pages_repeat',
    });
  });

  it('fail instead of ending when a page in the middle fails', async () => {
    const simulator = await simulate({ world: worldOfCustomers(250) });
    const client = connector({ settings: { retries: 0 } }).connect(tenantOf(simulator));
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
  it('are those of the window’s days in the tenant’s zone, both ends included', async () => {
    const world = new World();
    world.orders.addAll([
      { id: 1, date_created: '2026-05-31T23:59:59', total: 1 },
      { id: 2, date_created: '2026-06-01T00:00:00', total: 1 },
      { id: 3, date_created: '2026-06-03T23:59:59', total: 1 },
      // Past midnight in UTC, still the third in New York.
      { id: 4, date_created: '2026-06-04T02:00:00Z', total: 1 },
      { id: 5, date_created: '2026-06-04T00:00:00', total: 1 },
    ]);
    const simulator = await simulate({ world });
    const client = connector().connect(tenantOf(simulator));

    const rows = await collectRows(client.orders({ from: '2026-06-01', to: '2026-06-03' }));

    expect(rows.map((row) => row.posId)).toEqual(['3', '4', '2']);
    expect(rows[1]?.record?.orderDate).toEqual(new Date('2026-06-04T02:00:00Z'));
    expect(rows[2]?.record?.orderDate).toEqual(new Date('2026-06-01T04:00:00Z'));
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
      connector().connect(tenantOf(simulator)).orders({ from: '2026-06-01', to: '2026-06-03' }),
    );

    const asked = simulator.recorded.filter(({ endpoint }) => endpoint === 'orders');
    expect(asked).toHaveLength(3);
    for (const { parameters } of asked) {
      expect(parameters).toMatchObject({ startDate: '2026-06-01', endDate: '2026-06-03', pageSize: '100' });
    }
  });
});

describe('inventory', () => {
  it('is read in one request, faulty rows included', async () => {
    const world = new World();
    world.inventory.addAll([
      { id_item: 1, available: 2, price_retail: 5 },
      { id_item: 2, available: 'plenty' },
    ]);
    const simulator = await simulate({ world, envelope: 'array' });

    const rows = await connector().connect(tenantOf(simulator)).inventory();

    expect(rows.map((row) => [row.posId, row.record?.available])).toEqual([
      ['1', 2],
      ['2', undefined],
    ]);
    expect(simulator.counters.requests.inventory).toBe(1);
  });
});

describe('an answer without rows', () => {
  it('is an empty page where it is {} or []', async () => {
    const simulator = await simulate();
    simulator.faults.queue('customers', { body: 'norows' });

    expect(await collect(connector().connect(tenantOf(simulator)).customers())).toEqual([
      { page: 1, rows: [], last: true },
    ]);
  });
});

describe('base URL', () => {
  it('with http is refused unless allowed', async () => {
    const simulator = await simulate();
    const pos = connector({ allowHttp: false });

    expect(
      await failureOf(() => Promise.resolve().then(() => pos.connect(tenantOf(simulator)))),
    ).toMatchObject({
      kind: 'config',
      code: 'pos_base_url_insecure',
    });
    expect(simulator.counters.requests.auth).toBe(0);
  });
});
