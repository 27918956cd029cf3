import { parseTenant, type TenantSettings } from '../../../../functions/src/documents/tenant';
import { DEFAULT_SETTINGS } from '../../../../functions/src/platform/settings';
import { CREDENTIALS, SettableClock } from '../../../../functions/test/alleaves/harness';
import { limitsWith } from '../../../../functions/test/support/limits';
import { type PosSimulator, type SimulatedTenant, startPosSimulator } from '../../../pos/simulator';
import { World } from '../../../pos/world';
import { checkTenant, type TenantCheck } from '../../../sam/check/check';
import { commandsFor } from '../../../sam/check/commands';
import { describeCheck } from '../../../sam/text/tenantCheck';

const NOW = '2026-11-20T15:00:00Z';
const TARGET = { kind: 'google', project: 'my-project' } as const;

/** A shop in New York with 120 customers, orders of a week, some late in the evening, and a small inventory. */
function shop(): World {
  const world = new World();
  for (let id = 1; id <= 120; id += 1)
    world.customers.add({
      id_customer: id,
      name_first: 'Ana',
      email: id % 4 === 0 ? `person${id}@example.com` : null,
      phone: '+15550104711',
    });
  for (let day = 10; day <= 17; day += 1) {
    const order = { id_customer: day, total: 20, status: 'completed' };
    world.orders.add({ ...order, id: day * 10, date_created: `2026-11-${day}T12:00:00` });
    // 22:00 in the shop is the next day of UTC.
    world.orders.add({ ...order, id: day * 10 + 1, date_created: `2026-11-${day}T22:00:00` });
  }
  world.inventory.addAll(
    ['Floor', 'Floor', 'Vault'].map((area, position) => ({
      id_item: position + 1,
      id_batch: position + 1,
      item: `Flower ${position}`,
      area,
      area_type: area === 'Floor' ? 'Retail' : 'Damaged',
      available: 5,
      price_retail_adult_use: 10,
      price_otd_adult_use: 11.3,
      use_otd_price: false,
      cost_of_good: 4,
    })),
  );
  return world;
}

let simulator: PosSimulator | undefined;
afterEach(async () => {
  await simulator?.stop();
  simulator = undefined;
});

/** Checks a tenant of a POS. @param pos How it is odd. @param settings Of the tenant, beside those that it needs. */
async function check(
  pos: Partial<SimulatedTenant> = {},
  settings: Partial<TenantSettings> = {},
  secrets: Record<string, string> = {},
): Promise<TenantCheck> {
  const clock = new SettableClock(NOW);
  const tenants = [{ ...CREDENTIALS, locationId: '1000', world: shop(), ...pos }];
  simulator = await startPosSimulator({ clock, tenants });
  const known: Record<string, string> = {
    SHOP_USERNAME: CREDENTIALS.username,
    SHOP_PASSWORD: CREDENTIALS.password,
    SHOP_PIN: CREDENTIALS.pin,
    ...secrets,
  };
  const { baseUrl } = simulator;
  return checkTenant({
    context: {
      clock,
      settings: {
        ...DEFAULT_SETTINGS,
        limits: limitsWith({ pos: { retries: 0 } }, DEFAULT_SETTINGS.limits),
      },
      secrets: { read: (name) => Promise.resolve(known[name]) },
    },
    tenant: parseTenant('my-shop', {
      pos: {
        provider: 'alleaves',
        status: 'paused',
        secretPrefix: 'SHOP',
        locationId: 1000,
        baseUrl,
        ...settings,
      },
    }),
    commands: commandsFor('my-shop', TARGET),
    allowHttp: true,
    pages: 10,
    onProgress: () => undefined,
  });
}

const textOf = (found: TenantCheck, topic: string) =>
  found.findings.filter((finding) => finding.topic === topic).map(({ level, text }) => `${level}: ${text}`);

describe('a shop that is as its settings say', () => {
  it('is ready, and the answer says what the POS is like', async () => {
    const found = await check();
    expect(found).toMatchObject({
      ok: true,
      paused: true,
      changes: [],
      dialect: 'documented',
      envelopes: {
        customers: 'a list under "customers"',
        orders: 'a list under "orders"',
        inventory: 'a list under "items"',
      },
      locations: [{ id: '1000', name: 'Main Street', timeZone: 'America/New_York', active: true }],
      pageSize: { rows: 100, kind: 'capped', refused: [] },
      days: { endInclusive: true, daysOf: 'shop' },
      window: { from: '2026-08-22', to: '2026-11-20' },
      streams: {
        customers: { rows: 120, whole: true, fillRates: { email: 0.25, phone: 1, lastName: 0 } },
        orders: { rows: 16, whole: true, fillRates: { posCustomerId: 1, tax: 0 } },
        inventory: { rows: 3, fillRates: { cost: 1, imageUrl: 0 } },
      },
      areas: [
        { name: 'Floor', type: 'Retail', rows: 2, units: 10, sold: 10 },
        { name: 'Vault', type: 'Damaged', rows: 1, units: 5, sold: 0 },
      ],
      statuses: [{ word: 'completed', status: 'completed', orders: 16 }],
      prices: { rows: 3, retail: 3, otd: 3, both: 3, ratio: 1.13, useOtd: 0 },
    });
    expect(found.findings.filter(({ level }) => level === 'failure' || level === 'warning')).toEqual([]);
  });

  it('is asked by reads alone, and none of its people are in the answer', async () => {
    const found = await check();
    const paths = new Set(simulator?.recorded.map(({ method, path }) => `${method} ${path}`));
    expect([...paths].sort()).toEqual([
      'GET /api/customers',
      'GET /api/location',
      'GET /api/orders',
      'POST /api/auth',
      'POST /api/inventory/search',
    ]);
    const told = `${JSON.stringify(found)}${describeCheck(found, 120)}`;
    for (const personal of ['@example.com', '5550104711', 'Ana', CREDENTIALS.password, CREDENTIALS.pin])
      expect(told).not.toContain(personal);
  });
});

describe('secrets and login', () => {
  it('names what is missing, with the command that creates it, and asks the POS nothing', async () => {
    const found = await check({}, {}, { SHOP_PIN: '\n' });
    expect(found.ok).toBe(false);
    expect(textOf(found, 'secrets')).toEqual(['failure: Missing or empty: SHOP_PIN.']);
    expect(found.changes).toEqual([
      {
        what: 'Create the secret SHOP_PIN.',
        command: `printf %s 'VALUE' | gcloud secrets create SHOP_PIN --labels=sync-sam-tenant=my-shop --data-file=- --project my-project`,
      },
    ]);
    expect(simulator?.recorded).toEqual([]);
  });

  it('looks for one secret where the credentials are in one, and says if it is malformed', async () => {
    const together = { credentialsInOneSecret: true };
    expect(textOf(await check({}, together), 'secrets')).toEqual(['failure: Missing or empty: SHOP_LOGIN.']);
    await simulator?.stop();
    const malformed = await check({}, together, { SHOP_LOGIN: CREDENTIALS.password });
    expect(textOf(malformed, 'login')).toEqual([expect.stringContaining('[pos_secret_malformed]')]);
    expect(JSON.stringify(malformed)).not.toContain(CREDENTIALS.password);
    await simulator?.stop();
    const found = await check({}, together, { SHOP_LOGIN: JSON.stringify(CREDENTIALS) });
    expect(textOf(found, 'secrets')).toEqual(['ok: SHOP_LOGIN can be read.']);
    expect(found.ok).toBe(true);
  });

  it('says that the POS refuses the credentials', async () => {
    const found = await check({}, {}, { SHOP_PASSWORD: 'another' });
    expect(found.ok).toBe(false);
    expect(textOf(found, 'login')).toEqual([
      expect.stringMatching(/^failure: The POS refuses the credentials .* \[pos_auth_refused\]$/),
    ]);
  });

  it('says that the address is no POS', async () => {
    const found = await check({}, { baseUrl: 'http://127.0.0.1:1/api' });
    expect(textOf(found, 'login')).toEqual([expect.stringContaining('[pos_unreachable]')]);
  });
});

describe('locations', () => {
  const listed = (id: number, rest: object = {}) => ({
    id_location: id,
    name: 'Main Street',
    timezone: 'America/New_York',
    active: true,
    ...rest,
  });

  it('corrects a time zone that the POS has otherwise', async () => {
    const found = await check({ locations: [listed(1000, { timezone: 'America/Denver' })] });
    expect(found.ok).toBe(false);
    expect(textOf(found, 'time zone')).toEqual([expect.stringContaining("the POS's is America/Denver")]);
    expect(found.changes).toEqual([
      {
        what: "Set the shop's time zone.",
        command: 'npm run sam -- tenants set my-shop --time-zone America/Denver --project my-project',
      },
    ]);
  });

  it('takes another name of the same time zone for the same', async () => {
    const found = await check({ locations: [listed(1000, { timezone: 'US/Eastern' })] });
    expect(textOf(found, 'time zone')).toEqual(['ok: America/New_York, as the POS has it.']);
  });

  it.each([undefined, 'Eastern'])(
    'has a time zone compared by hand where the POS says %j',
    async (timezone) => {
      const found = await check({ locations: [listed(1000, { timezone })] });
      expect(textOf(found, 'time zone')).toEqual([expect.stringMatching(/^warning: .*check it\.$/)]);
      expect(found.ok).toBe(true);
    },
  );

  it('proposes the only active location instead of one that is unknown', async () => {
    const found = await check(
      { locations: [listed(1000, { active: false }), listed(1001)] },
      { locationId: 7 },
    );
    expect(found.changes).toContainEqual({
      what: "Set the POS's only active location.",
      command: 'npm run sam -- tenants set my-shop --location-id 1001 --project my-project',
    });
  });

  it('leaves the choice to the operator where there are several', async () => {
    const found = await check({ locations: [listed(1002), listed(1001)] }, { locationId: 7 });
    expect(found.changes[0]?.command).toContain('--location-id ID');
  });

  it('warns of a location that is not active', async () => {
    const found = await check({ locations: [listed(1000, { active: 0 })] });
    expect(textOf(found, 'location')).toEqual([expect.stringMatching(/^warning: .*isn't active/)]);
  });

  it('goes on where the POS lists none', async () => {
    const found = await check({ locations: null });
    expect(found.ok).toBe(true);
    expect(textOf(found, 'location')).toEqual([
      expect.stringMatching(/^warning: .*doesn't list its locations \(404\)/),
    ]);
    expect(found.streams.customers?.rows).toBe(120);
  });

  it('says where no location is known at all', async () => {
    const found = await check({ dialect: 'observed' }, { locationId: null });
    expect(textOf(found, 'location')).toEqual([expect.stringMatching(/^failure: No location is set/)]);
    expect(found.changes[0]?.command).toContain('--location-id 1000');
  });
});

describe('endpoints', () => {
  it.each(['array', 'numeric', 'numeric-under-name'] as const)('names the envelope %s', async (envelope) => {
    const { envelopes, ok } = await check({ envelope });
    const said = {
      array: 'a list',
      numeric: 'an object with numbers for keys',
      'numeric-under-name': 'an object with numbers for keys under "orders"',
    };
    expect([ok, envelopes['orders']]).toEqual([true, said[envelope]]);
  });

  it('finds the dialect that the POS has instead of the one that is set', async () => {
    const found = await check({ dialect: 'observed' }, { dialect: 'documented' });
    expect(found).toMatchObject({ ok: false, dialect: 'observed', streams: { orders: { rows: 16 } } });
    expect(found.changes).toEqual([
      {
        what: 'Let syncs find the endpoints.',
        command: 'npm run sam -- tenants set my-shop --dialect auto --project my-project',
      },
    ]);
  });
});

describe('page size', () => {
  const many = () => {
    const world = shop();
    for (let id = 1000; id < 2500; id += 1) world.customers.add({ id_customer: id });
    return world;
  };

  it.each([
    [
      { world: many(), maximumPageSize: 5000 },
      { rows: 1000, kind: 'given', refused: [] },
    ],
    [
      { world: many(), maximumPageSize: 300, oversizedPages: 'refused' as const },
      { rows: 250, kind: 'given', refused: [1000, 500] },
    ],
    [
      { world: many(), oversizedPages: 'refused' as const },
      { rows: 0, kind: 'refused', refused: [1000, 500, 250] },
    ],
    [{ world: many() }, { rows: 100, kind: 'capped', refused: [] }],
    [{ maximumPageSize: 5000 }, { rows: 120, kind: 'everything', refused: [] }],
    [
      { paging: 'capped' as const, maximumPageSize: 5000 },
      { rows: 50, kind: 'capped', refused: [] },
    ],
    [
      { world: many(), paging: 'ignored' as const },
      { rows: 1620, kind: 'ignored', refused: [] },
    ],
  ])('of %#', async (pos, pageSize) => {
    const found = await check(pos);
    expect(found.pageSize).toEqual(pageSize);
    expect(textOf(found, 'page size')).toHaveLength(1);
  });
});

describe('days', () => {
  it.each([
    [{ endDate: 'exclusive' }, { endInclusive: false, daysOf: null }],
    [{ daysOf: 'utc' }, { endInclusive: true, daysOf: 'utc' }],
    [{ endDate: 'inclusive' }, { endInclusive: true, daysOf: 'shop' }],
  ] as const)('of a POS with %j', async (pos, verdict) => {
    const found = await check(pos);
    expect(found.days).toMatchObject(verdict);
    expect(found.ok).toBe(true);
  });

  it("can't be told whose they are where all orders are placed about noon", async () => {
    const world = shop();
    for (let day = 10; day <= 17; day += 1) world.orders.remove(day * 10 + 1);
    expect((await check({ world })).days).toMatchObject({ endInclusive: true, daysOf: null });
  });

  it('are not asked for where there are no orders', async () => {
    const world = new World();
    world.customers.add({ id_customer: 1 });
    const found = await check({ world });
    expect(found.days).toBeNull();
    expect(textOf(found, 'orders')).toEqual([expect.stringMatching(/^warning: The POS has none/)]);
  });
});

describe('rows', () => {
  it('counts those that would be in quarantine, by reason', async () => {
    const world = shop();
    world.customers.add({ name: 'Nobody' });
    for (let id = 900; id < 903; id += 1) world.customers.add({ id_customer: id, email: 'none at all' });
    world.orders.add({
      id: 5,
      date_created: '2026-11-12T12:00:00',
      total: 5,
      items: [{ qty: 'x' }, { qty: 'y' }],
    });
    const { streams, ok } = await check({ world });
    expect(ok).toBe(true);
    expect(streams.customers?.quarantined).toEqual({
      unusable: 1,
      partly: 3,
      reasons: [
        { reason: 'email is not an email address', rows: 3 },
        { reason: 'id_customer is missing', rows: 1 },
      ],
    });
    expect(streams.orders?.quarantined.reasons).toEqual([{ reason: 'items.*.qty is not a number', rows: 1 }]);
  });

  it('stops a first sync where most of them are unusable', async () => {
    const world = shop();
    for (let id = 0; id < 100; id += 1) world.customers.add({ name: `Nobody ${id}` });
    const found = await check({ world });
    expect(found.ok).toBe(false);
    expect(found.changes[0]?.what).toMatch(/too many can't be used/);
  });

  it('names status words that are not known', async () => {
    const world = shop();
    world.orders.add({ id: 5, date_created: '2026-11-12T12:00:00', total: 5, status: 'Zombie\u001b[2J' });
    const found = await check({ world });
    expect(found.statuses).toContainEqual({ word: 'Zombie[2J', status: 'unknown', orders: 1 });
    expect(textOf(found, 'statuses')).toEqual([expect.stringMatching(/^warning: 1 order has a status/)]);
  });

  it('says that nothing would be on the menu', async () => {
    const world = shop();
    for (const item of [1, 2, 3]) world.inventory.update(item, { area_type: 'Quarantine' });
    const found = await check({ world });
    expect(textOf(found, 'areas')).toEqual([expect.stringMatching(/^failure: 0 of 15 units/)]);
  });
});

describe('an inventory with rows missing', () => {
  it('would stop each sync', async () => {
    const world = shop();
    world.inventory.update(1, { total_rows: 9 });
    const found = await check({ world, totals: false });
    expect(found.ok).toBe(false);
    expect(textOf(found, 'inventory')).toContain('failure: The POS sent 3 rows of 9. Syncs stop at that.');
  });
});

describe('the text', () => {
  /** Names as long as they get, with what a terminal would obey. */
  async function hostile(): Promise<TenantCheck> {
    const world = shop();
    const long = 'Room of the many extraordinarily long names';
    world.inventory.update(1, { area: `\u001b]0;owned\u0007${long}`, area_type: `\u202e${long}` });
    world.orders.add({ id: 5, date_created: '2026-11-12T12:00:00', total: 5, status: `\u0000\r\n${long}` });
    const locations = [
      { id_location: 'é\u202e\u001b]0;x', name: 'Other' },
      {
        id_location: 1000,
        name: `jane@example.com \u009b31m${long}`,
        timezone: 'America/Argentina/Buenos_Aires',
      },
    ];
    return check({ world, locations });
  }

  it.each([60, 120])('fits into %i columns, but for commands', async (columns) => {
    const text = describeCheck(await hostile(), columns);
    const lines = text.split('\n').filter((line) => !line.includes('   $ '));
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
    expect(text).toContain(
      '   $ npm run sam -- tenants set my-shop --time-zone America/Argentina/Buenos_Aires',
    );
  });

  it('has no character that a terminal obeys, and no address', async () => {
    const found = await hostile();
    for (const told of [describeCheck(found, 120), JSON.stringify(found)]) {
      expect(told.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(told).not.toContain('jane@');
    }
  });
});
