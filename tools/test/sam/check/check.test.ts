import { CREDENTIALS } from '../../../../functions/test/alleaves/harness';
import type { TenantCheck } from '../../../sam/check/check';
import { describeCheck } from '../../../sam/text/tenantCheck';
import { asked, check, shop, stopSimulator, textOf } from './checkedShop';

afterEach(stopSimulator);

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
    const paths = new Set(asked().map(({ method, path }) => `${method} ${path}`));
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
    expect(asked()).toEqual([]);
  });

  it('looks for one secret where the credentials are in one, and says if it is malformed', async () => {
    const together = { credentialsInOneSecret: true };
    expect(textOf(await check({}, together), 'secrets')).toEqual(['failure: Missing or empty: SHOP_LOGIN.']);
    await stopSimulator();
    const malformed = await check({}, together, { SHOP_LOGIN: CREDENTIALS.password });
    expect(textOf(malformed, 'login')).toEqual([expect.stringContaining('[pos_secret_malformed]')]);
    expect(JSON.stringify(malformed)).not.toContain(CREDENTIALS.password);
    await stopSimulator();
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
