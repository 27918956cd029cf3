import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Endpoint, Fault } from '../../../tools/pos/faults';
import { World } from '../../../tools/pos/world';
import { createPosConnector } from '../../src/alleaves/client/connector';
import { DEFAULT_LIMITS } from '../../src/platform/limits';
import { runStage } from '../../src/sync/run/runner';
import { stages } from '../../src/sync/stages';
import { TOPICS } from '../../src/sync/run/topics';
import { TransientError } from '../../src/platform/ports/errors';
import { createLocalSecrets } from '../../src/platform/google/localSecrets';
import { PipelineHarness } from '../support/pipeline';
import { batchRow, customerRow, tillOrder, times } from './rows';
import { column, lastRun, stored, statusOf } from './stored';

jest.setTimeout(120_000);

const HOUR = 3_600_000;

/** Customers on more than one page of 20. */
const CUSTOMERS = 30;

function shop(customers = CUSTOMERS): World {
  const world = new World();
  world.customers.addAll(times(customers, (id) => customerRow(id)));
  world.orders.addAll(times(customers, (id) => tillOrder(id, { customer: id, daysAgo: 5 })));
  world.inventory.addAll(times(30, (id) => batchRow(9000 + id)));
  return world;
}

describe('incident 9: an outage recorded as success', () => {
  // Caught: a failure of login or fetch turned into an empty list, with which the run succeeds and `lastSyncAt` moves on.
  const world = shop();
  let harness: PipelineHarness;
  beforeAll(async () => {
    harness = await PipelineHarness.start([{ world }]);
    harness.limit({ pos: { pageSize: 20 } });
    await harness.sync();
  });
  afterAll(() => harness.stop());

  const faults = () => harness.pos.faults;
  const tenants = () => harness.pos.tenants;
  const always = (endpoint: Endpoint | 'any', fault: Fault) => () => faults().rate(endpoint, fault, 1);

  it.each<[name: string, code: string, breakIt: () => void]>([
    ['a login refused', 'pos_auth_refused', () => tenants().rotate('org1-location', { pin: '9999' })],
    ['orders forbidden', 'pos_auth_refused', always('orders', { status: 403 })],
    ['a POS that is down', 'pos_server_error', always('any', { status: 503 })],
    ['customers that fail', 'pos_server_error', always('customers', { status: 500 })],
    ['orders that fail', 'pos_server_error', always('orders', { status: 500 })],
    ['an inventory that fails', 'pos_server_error', always('inventory', { status: 502 })],
    ['connections that break', 'pos_unreachable', always('orders', { reset: true })],
    ['an answer cut off', 'pos_malformed_body', always('orders', { body: 'truncated' })],
    ['an answer without a body', 'pos_malformed_body', always('customers', { body: 'empty' })],
    ['a maintenance page', 'pos_malformed_body', always('orders', { body: 'malformed' })],
    [
      'an error in an answer',
      'pos_error_answer',
      always('orders', { body: 'norows', beside: { success: false } }),
    ],
    ['an error beside rows', 'pos_error_answer', always('orders', { beside: { error: 'partial result' } })],
    ['rate limits without end', 'pos_rate_limited', always('orders', { status: 429 })],
    ['a request refused', 'pos_request_refused', always('orders', { status: 400 })],
    ['no customers at all', 'pos_customers_empty', always('customers', { body: 'norows' })],
    ['no inventory at all', 'menu_brake', always('inventory', { body: 'norows' })],
  ])('fails the run for %s, and loses no order', async (_name, code, breakIt) => {
    const before = await statusOf(harness);
    harness.clock.advance(30 * 60_000);
    const id = world.orders.rows.length + 1;
    world.orders.add(tillOrder(id, { customer: 7, daysAgo: 0, now: harness.clock.now() }));
    breakIt();

    const failed = harness.clock.now();
    harness.publish(TOPICS.customers, { orgId: 'org1' });
    await deliverUntilFault(harness);
    harness.clock.advance(7 * HOUR);
    await harness.settle();

    const { lastSyncAt, customerCount, orderCount, menuProductsCount } = before;
    expect(await statusOf(harness)).toMatchObject({
      state: 'failed',
      lastAttemptAt: failed,
      lastError: { code },
      lease: null,
      ...{ lastSyncAt, customerCount, orderCount, menuProductsCount },
    });
    expect(await lastRun(harness)).toMatchObject({ state: 'failed', error: { code } });

    faults().clear();
    tenants().rotate('org1-location', { pin: '4711' });
    await harness.sync();
    expect(await harness.document(`tenants/org1/orders/alleaves_${id}`)).toBeDefined();
    expect(await statusOf(harness)).toMatchObject({
      state: 'succeeded',
      lastSyncAt: harness.clock.now(),
      lastError: null,
      customerCount: CUSTOMERS,
      orderCount: id,
      menuProductsCount: 30,
    });
  });
});

describe('a POS that is down for a while and comes back', () => {
  it('says so meanwhile, keeps the last success, and ends the same run as a success', async () => {
    const world = shop(60);
    const harness = await PipelineHarness.start([{ world }]);
    try {
      await harness.sync();
      const lastSyncAt = harness.clock.now();
      harness.clock.advance(30 * 60_000);
      world.orders.add(tillOrder(1_000, { customer: 3, daysAgo: 0, now: harness.clock.now() }));
      const started = harness.clock.now();
      harness.pos.faults.rate('orders', { status: 500 }, 1);
      harness.publish(TOPICS.customers, { orgId: 'org1' });

      for (let attempt = 1; attempt <= 3; attempt += 1) {
        await deliverUntilFault(harness);
        const error = { code: 'pos_server_error', stage: 'orders', at: harness.clock.now() };
        expect(await statusOf(harness)).toMatchObject({ state: 'running', lastSyncAt, lastError: error });
        harness.clock.advance(10 * 60_000);
      }
      // The next scheduled run meets the one that is still trying and leaves it alone.
      const scheduled = harness.publish(TOPICS.customers, { orgId: 'org1' });
      harness.queue.pop();
      await harness.deliver(scheduled);
      expect(harness.lines).toContainEqual(
        expect.objectContaining({ fields: expect.objectContaining({ because: 'lease_held' }) }),
      );

      harness.pos.faults.clear();
      await harness.settle();
      expect(await statusOf(harness)).toMatchObject({
        state: 'succeeded',
        lastSyncAt: started,
        lastError: null,
      });
      expect((await column(harness, 'orders', 'total')).has('alleaves_1000')).toBe(true);
      expect(await harness.runs()).toHaveLength(2);
    } finally {
      await harness.stop();
    }
  });
});

describe('incident 10: one unparsable date aborts a sync', () => {
  // Caught: a date that throws in the middle of a page, or one that becomes 1970, today or an Invalid Date.
  it('quarantines the order and stores the 499 others, the spending and the menu', async () => {
    const world = new World();
    const bad = ['13/45/2026 10:00', '0000-00-00', '2026-02-30T10:00:00', 'yesterday', {}];
    world.customers.addAll(times(100, (id) => customerRow(id)));
    world.orders.addAll(
      times(500, (id) => {
        const order = tillOrder(id, { customer: (id % 100) + 1, daysAgo: id % 80 });
        return id % 100 === 50 ? { ...order, date_created: bad[Math.floor(id / 100)] } : order;
      }),
    );
    world.inventory.add(batchRow(9001));
    const harness = await PipelineHarness.start([{ world }]);
    try {
      await harness.sync();
      expect(await statusOf(harness)).toMatchObject({
        state: 'succeeded',
        orderCount: 495,
        menuProductsCount: 1,
      });
      const quarantine = await stored(harness, 'sync_quarantine');
      expect(Object.keys(quarantine).sort()).toEqual(
        [150, 250, 350, 450, 50].map((id) => `orders_${id}`).sort(),
      );
      for (const row of Object.values(quarantine)) {
        expect(row).toMatchObject({ stream: 'orders', issues: [{ path: 'date_created' }] });
      }
      // All five orders of customer 51 are among the unreadable.
      const spending = await stored(harness, 'customer_spending');
      expect(Object.keys(spending)).toHaveLength(99);
      expect(spending['cid_52']).toMatchObject({ orderCount: 5, totalSpent: 250 });
      expect(spending['cid_51']).toBeUndefined();
    } finally {
      await harness.stop();
    }
  });
});

describe('secrets that are missing or malformed', () => {
  it.each([
    ['has no line for it', 'org1_USERNAME=user-org1\norg1_PASSWORD=x\n', /org1_PIN/],
    ['has an empty value', 'org1_USERNAME=user-org1\norg1_PASSWORD=\norg1_PIN=4711\n', /org1_PASSWORD/],
    [
      'holds no dotenv lines at all',
      '\u0000\u0001 {"json": true} ====\n',
      /org1_USERNAME, org1_PASSWORD, org1_PIN/,
    ],
  ])('fail the run with the names of them where the file %s', async (_name, text, secret) => {
    const harness = await PipelineHarness.start([{ world: shop(10) }]);
    try {
      const file = join(await mkdtemp(join(tmpdir(), 'sync-sam-')), 'secrets');
      await writeFile(file, text);
      const secrets = createLocalSecrets(file);
      const { pos: limits } = DEFAULT_LIMITS;
      const pos = createPosConnector({
        secrets,
        clock: harness.clock,
        allowed: { hosts: [], loopback: true },
        limits,
      });
      const delivery = harness.publish(TOPICS.customers, { orgId: 'org1' });
      await runStage({ ...harness.context, secrets, pos }, stages.customers, delivery);

      const lastError = { code: 'pos_secret_missing', message: expect.stringMatching(secret) };
      expect(await statusOf(harness)).toMatchObject({ state: 'failed', lastSyncAt: null, lastError });
    } finally {
      await harness.stop();
    }
  });
});

/** Delivers what is queued until nothing is left, or a delivery fails for a passing reason; that one stays queued. */
async function deliverUntilFault(harness: PipelineHarness): Promise<void> {
  for (let delivery = harness.queue[0]; delivery; delivery = harness.queue[0]) {
    try {
      await harness.deliver(delivery);
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      return;
    }
    harness.queue.shift();
  }
}
