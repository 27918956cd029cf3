import {
  CachedSecrets,
  collectRows,
  connector,
  CREDENTIALS,
  failureOf,
  LOCATION_ID,
  simulate,
  stopSimulators,
  tenantOf,
  worldOfCustomers,
} from '../harness';

const WINDOW = { from: '2026-03-17', to: '2026-06-15' };

afterEach(stopSimulators);

describe('documented dialect', () => {
  it('words its requests as the seed does', async () => {
    const simulator = await simulate({ dialect: 'documented' });
    const client = connector().connect(tenantOf(simulator));

    await collectRows(client.customers());
    await collectRows(client.orders(WINDOW));
    await client.inventory();

    expect(simulator.recorded.slice(1)).toEqual([
      {
        endpoint: 'customers',
        method: 'GET',
        path: '/api/customers',
        parameters: { locationId: LOCATION_ID, page: '1', pageSize: '1000' },
      },
      {
        endpoint: 'orders',
        method: 'GET',
        path: '/api/orders',
        parameters: {
          locationId: LOCATION_ID,
          startDate: '2026-03-17',
          endDate: '2026-06-16',
          page: '1',
          pageSize: '1000',
        },
      },
      {
        endpoint: 'inventory',
        method: 'POST',
        path: '/api/inventory/search',
        parameters: { query: '', skip: 0, take: 5000 },
      },
    ]);
    expect(client.settledDialect).toBe('documented');
  });
});

describe('observed dialect', () => {
  it('words its requests as working integrations do', async () => {
    const simulator = await simulate({ dialect: 'observed' });
    const client = connector().connect(tenantOf(simulator, { dialect: 'observed' }));

    await collectRows(client.customers());
    await collectRows(client.orders(WINDOW));
    await client.inventory();

    expect(simulator.recorded.slice(1)).toEqual([
      {
        endpoint: 'customers',
        method: 'POST',
        path: '/api/customer/search',
        parameters: { page: 1, pageSize: 1000, query: '' },
      },
      {
        endpoint: 'orders',
        method: 'GET',
        path: '/api/order',
        parameters: { page: '1', pageSize: '1000', startDate: '2026-03-17', endDate: '2026-06-16' },
      },
      {
        endpoint: 'inventory',
        method: 'POST',
        path: '/api/inventory/search',
        parameters: { query: '', id_location: 1234, skip: 0, take: 5000 },
      },
    ]);
  });

  it('refuses a location that is no whole number', async () => {
    const simulator = await simulate();
    const client = connector().connect(
      tenantOf(simulator, { dialect: 'observed', locationId: 'main street' }),
    );

    expect(await failureOf(() => client.inventory())).toMatchObject({
      kind: 'config',
      code: 'pos_location_malformed',
    });
  });
});

describe('auto', () => {
  it('stays with documented where it answers', async () => {
    const simulator = await simulate({ dialect: 'both', world: worldOfCustomers(3) });
    const client = connector().connect(tenantOf(simulator, { dialect: 'auto' }));
    expect(client.settledDialect).toBeNull();

    expect(await collectRows(client.customers())).toHaveLength(3);

    expect(client.settledDialect).toBe('documented');
  });

  it('settles on observed after a 404 and does not ask in documented again', async () => {
    const simulator = await simulate({ dialect: 'observed', world: worldOfCustomers(250) });
    const client = connector().connect(tenantOf(simulator, { dialect: 'auto' }));

    expect(await collectRows(client.customers())).toHaveLength(250);
    await collectRows(client.orders(WINDOW));

    expect(client.settledDialect).toBe('observed');
    const paths = simulator.recorded.map(({ path }) => path);
    expect(paths.filter((path) => path === '/api/customers')).toHaveLength(1);
    expect(paths).not.toContain('/api/orders');
  });

  it('settles on observed after a 405', async () => {
    const simulator = await simulate({ world: worldOfCustomers(3) });
    simulator.faults.queue('customers', { status: 405 });
    const client = connector().connect(tenantOf(simulator, { dialect: 'auto' }));

    expect(await collectRows(client.customers())).toHaveLength(3);
    expect(client.settledDialect).toBe('observed');
  });

  it('begins with the remembered dialect', async () => {
    const simulator = await simulate({ dialect: 'observed', world: worldOfCustomers(3) });
    const client = connector().connect(tenantOf(simulator, { dialect: 'auto' }), {
      rememberedDialect: 'observed',
    });

    expect(await collectRows(client.customers())).toHaveLength(3);
    expect(simulator.counters.requests.customers).toBe(2);
  });

  it('leaves a remembered dialect that the POS no longer speaks', async () => {
    const simulator = await simulate({ dialect: 'documented', world: worldOfCustomers(3) });
    const client = connector().connect(tenantOf(simulator, { dialect: 'auto' }), {
      rememberedDialect: 'observed',
    });

    expect(await collectRows(client.customers())).toHaveLength(3);
    expect(client.settledDialect).toBe('documented');
  });

  it('learns nothing from the inventory, whose endpoint both dialects share', async () => {
    const simulator = await simulate({ dialect: 'observed', world: worldOfCustomers(3) });
    const client = connector().connect(tenantOf(simulator, { dialect: 'auto' }));

    await client.inventory();
    expect(client.settledDialect).toBeNull();

    await collectRows(client.customers());
    expect(client.settledDialect).toBe('observed');
  });

  it('fails for good when no dialect knows the endpoint', async () => {
    const simulator = await simulate();
    simulator.faults.queue('customers', { status: 404 }, 2);
    const client = connector().connect(tenantOf(simulator, { dialect: 'auto' }));

    const error = await failureOf(() => collectRows(client.customers()));
    expect(error).toMatchObject({ kind: 'permanent', code: 'pos_endpoint_missing' });
    expect(error.message).toContain('404 to GET customers and 404 to POST customer/search');
    expect(client.settledDialect).toBeNull();
  });

  it('does not take an outage for a missing endpoint', async () => {
    const simulator = await simulate();
    simulator.faults.queue('customers', { status: 500 }, 3);
    const client = connector().connect(tenantOf(simulator, { dialect: 'auto' }));

    expect(await failureOf(() => collectRows(client.customers()))).toMatchObject({ kind: 'transient' });
    expect(client.settledDialect).toBeNull();
  });
});

describe('location', () => {
  const credentials = {
    ALLEAVES_USERNAME: CREDENTIALS.username,
    ALLEAVES_PASSWORD: CREDENTIALS.password,
    ALLEAVES_PIN: CREDENTIALS.pin,
  };

  it('is the tenant’s before the secret’s', async () => {
    const simulator = await simulate();
    const secrets = new CachedSecrets({ ...credentials, ALLEAVES_LOCATION_ID: 'wrong' });

    await collectRows(connector({ secrets }).connect(tenantOf(simulator)).customers());

    expect(simulator.recorded.at(-1)?.parameters).toMatchObject({ locationId: LOCATION_ID });
  });

  it('is the secret’s before the login’s', async () => {
    const simulator = await simulate();
    const secrets = new CachedSecrets({ ...credentials, ALLEAVES_LOCATION_ID: ' 77 ' });
    const client = connector({ secrets }).connect(tenantOf(simulator, { locationId: null }));

    expect(await failureOf(() => collectRows(client.customers()))).toMatchObject({
      code: 'pos_request_refused',
    });
    expect(simulator.recorded.at(-1)?.parameters).toMatchObject({ locationId: '77' });
  });

  it('is the login’s where neither is set', async () => {
    const simulator = await simulate();

    await collectRows(
      connector()
        .connect(tenantOf(simulator, { locationId: null }))
        .customers(),
    );

    expect(simulator.recorded.at(-1)?.parameters).toMatchObject({ locationId: LOCATION_ID });
  });

  it('is a ConfigError where a request needs it and there is none', async () => {
    const simulator = await simulate({ dialect: 'observed' });
    const client = connector().connect(tenantOf(simulator, { locationId: null }));

    const error = await failureOf(() => collectRows(client.customers()));
    expect(error).toMatchObject({ kind: 'config', code: 'pos_location_missing' });
    expect(error.message).toContain('ALLEAVES_LOCATION_ID');
  });
});
