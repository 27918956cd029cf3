import { World, type WireRow } from '../../../tools/pos/world';
import { readReachableCustomers } from '../../src/api/segments/reachableCustomers';
import { Database } from '../../src/platform/firestore/database';
import { DEFAULT_LIMITS } from '../../src/platform/limits';
import type * as EmailRules from '../../src/rules/identity/email';
import { PipelineHarness } from '../support/pipeline';
import { batchRow } from './rows';
import { dataWrites, lastRun, stored } from './stored';

jest.setTimeout(120_000);

/** Set while addresses are read as the first release read them: trimmed and in lower case, and that is all. */
const FIRST_RELEASE = 'TEST_FIRST_RELEASE';

jest.mock('../../src/rules/identity/email', () => {
  const current = jest.requireActual<typeof EmailRules>('../../src/rules/identity/email');
  const isFirstRelease = () => process.env['TEST_FIRST_RELEASE'] !== undefined;
  const lower = (text: string) => text.trim().toLowerCase();
  const isPlaceholder = (text: string) => lower(text).endsWith('@alleaves.local');
  const real = (value: unknown) =>
    typeof value === 'string' &&
    /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(lower(value)) &&
    !isPlaceholder(value)
      ? lower(value)
      : null;
  return {
    ...current,
    realEmail: (value: unknown) => (isFirstRelease() ? real(value) : current.realEmail(value)),
    isPlaceholderEmail: (value: string) =>
      isFirstRelease() ? isPlaceholder(value) : current.isPlaceholderEmail(value),
  };
});

let harness: PipelineHarness;
afterEach(() => harness.stop());

const AT = '2026-11-18T15:00:00';

/** Customers whose addresses are written oddly, and orders that write them plainly. */
const CUSTOMERS: WireRow[] = [
  { id_customer: 2, name_first: 'Zoe', email: 'zoe@example.com\u200b' },
  { id_customer: 3, name_first: 'Till', email: 'no-email@alleaves.local\u200b' },
  { id_customer: 4, name_first: 'José', email: 'jose\u0301@example.com' },
  { id_customer: 5, name_first: 'Nobody', email: 'nobody@exam_ple.com' },
  { id_customer: 6, name_first: 'Plain', email: 'plain@example.com' },
];
const ORDERS: WireRow[] = [
  { id: 5, email: 'zoe@example.com', date_created: AT, total: 30 },
  { id: 6, email: 'jos\u00e9@example.com', date_created: AT, total: 31 },
  { id: 7, email: 'nobody@exam_ple.com', id_customer: 5, date_created: AT, total: 32 },
  { id: 8, email: 'plain@example.com', date_created: AT, total: 33 },
  { id: 9, email: 'no-email@alleaves.local\u200b', id_customer: 3, date_created: AT, total: 34 },
];
const SPENDING = {
  cid_2: 30,
  cid_3: 34,
  cid_4: 31,
  cid_5: 32,
  cid_6: 33,
  'zoe@example.com': 30,
  // Ids of documents are ASCII.
  'jos=E9@example.com': 31,
  'plain@example.com': 33,
};

async function open(): Promise<void> {
  const world = new World();
  world.customers.addAll(CUSTOMERS);
  world.orders.addAll(ORDERS);
  world.inventory.addAll([batchRow(9001)]);
  harness = await PipelineHarness.start([{ world }]);
}

async function spent(): Promise<Record<string, unknown>> {
  const spending = await stored(harness, 'customer_spending');
  return Object.fromEntries(Object.entries(spending).map(([key, { totalSpent }]) => [key, totalSpent]));
}

async function audience(): Promise<(string | null)[]> {
  const database = new Database(harness.server.firestore);
  const page = { limit: 100, after: null };
  const rules = { minimumAge: 21, today: '2026-11-20', textsWithoutConsent: true };
  const anybody = { segment: 'new', channel: 'any', rules } as const;
  const { customers } = await readReachableCustomers(database, 'org1', anybody, page, DEFAULT_LIMITS.scan);
  return customers.map(({ email }) => email).sort();
}

/** Everything as it should be, whatever was there before. */
async function expectRight(): Promise<void> {
  expect(await lastRun(harness)).toMatchObject({ state: 'succeeded' });
  expect(await spent()).toEqual(SPENDING);
  const owners = Object.values(await stored(harness, 'orders')).map((order) => [
    order['posOrderId'],
    order['customerId'],
  ]);
  expect(Object.fromEntries(owners)).toMatchObject({
    5: 'alleaves_2',
    6: 'alleaves_4',
    7: 'alleaves_5',
    8: 'alleaves_6',
    9: 'alleaves_3',
  });
  const customers = Object.values(await stored(harness, 'customers'));
  expect(customers.map(({ email }) => email)).toEqual([
    'zoe@example.com',
    null,
    'jos\u00e9@example.com',
    null,
    'plain@example.com',
  ]);
  expect(await audience()).toEqual(['jos\u00e9@example.com', 'plain@example.com', 'zoe@example.com']);
}

describe('addresses that look the same', () => {
  it('are the same, and a placeholder is one however it is written', async () => {
    await open();
    await harness.sync();
    await expectRight();
  });

  it('become the same by the next sync where the first release took them for others', async () => {
    await open();
    process.env[FIRST_RELEASE] = 'yes';
    try {
      await harness.sync();
      expect(await spent()).toMatchObject({ 'nobody@exam_ple.com': 32, cid_6: 33 });
      expect(Object.keys(await stored(harness, 'orders'))).not.toContain('alleaves_5');
    } finally {
      Reflect.deleteProperty(process.env, FIRST_RELEASE);
    }
    harness.clock.advance(1_800_000);
    await harness.sync();
    await expectRight();
    harness.clock.advance(1_800_000);
    expect(await dataWrites(harness, () => harness.sync())).toEqual([]);
    harness.clock.advance(1_800_000);
    await harness.sync({ mode: 'full' });
    await expectRight();
  });
});
