import { z } from 'zod';
import { World, type WireRow } from '../../../tools/pos/world';
import { PipelineHarness } from '../support/pipeline';
import { batchRow, customerRow, tillOrder } from './rows';
import { lastRun, statusOf, stored } from './stored';

jest.setTimeout(120_000);

let harness: PipelineHarness;
afterEach(() => harness.stop());

const AT = '2026-11-20T15:00:00';

/** A shop with one customer, order and item that are in order, and hostile rows beside them. */
async function syncedWith(rows: {
  customers?: WireRow[];
  orders?: WireRow[];
  inventory?: WireRow[];
}): Promise<World> {
  const world = new World();
  world.customers.addAll([customerRow(1), ...(rows.customers ?? [])]);
  world.orders.addAll([tillOrder(1, { customer: 1, daysAgo: 5, total: 20 }), ...(rows.orders ?? [])]);
  world.inventory.addAll([batchRow(9001), ...(rows.inventory ?? [])]);
  harness = await PipelineHarness.start([{ world }]);
  await harness.sync();
  return world;
}

/** A sync in which the POS answers with other rows, or with a text that no row of a world can hold. */
async function syncedAfter(endpoint: 'customers' | 'orders', rows: WireRow[] | string): Promise<void> {
  const list = typeof rows === 'string' ? `[${rows}]` : JSON.stringify(rows);
  harness.pos.faults.queue(endpoint, { text: `{"${endpoint}":${list}}` });
  harness.clock.advance(1_800_000);
  await harness.sync();
  expect(await lastRun(harness)).toMatchObject({ state: 'succeeded' });
}

/** Nothing that a hostile row does keeps the rest from being there, in this mode and in full. */
async function expectRestApplied(orders = 1): Promise<void> {
  for (const mode of ['incremental', 'full']) {
    harness.clock.advance(1_800_000);
    await harness.sync({ mode });
    expect(await lastRun(harness)).toMatchObject({ state: 'succeeded', mode });
  }
  expect(await statusOf(harness)).toMatchObject({ state: 'succeeded' });
  expect((await stored(harness, 'customers'))['alleaves_1']).toMatchObject({ orderCount: orders });
  expect(harness.lines.filter(({ level }) => level === 'error')).toEqual([]);
}

const issues = z.array(z.object({ path: z.string(), message: z.string() }));

/** The issues for which a row is in quarantine, `path message`. */
async function issuesOf(row: string): Promise<string[]> {
  const { [row]: quarantined } = await stored(harness, 'sync_quarantine');
  return issues.parse(quarantined?.['issues'] ?? []).map(({ path, message }) => `${path} ${message}`.trim());
}

describe('a date at the end of time', () => {
  it('that no date can hold is left out, and the customer is there', async () => {
    const since = '9999-12-31 23:59:59';
    await syncedWith({ customers: [{ id_customer: 2, name_first: 'Bo', customer_since: since }] });
    expect((await stored(harness, 'customers'))['alleaves_2']).toMatchObject({
      firstName: 'Bo',
      customerSince: null,
    });
    expect(await issuesOf('customers_2')).toEqual(['customer_since is not a date and time']);
    await expectRestApplied();
  });

  it.each(['9999-12-31', '9999-11-20T00:00:00Z', '1000-01-01'])('of an order, %s, counts', async (date) => {
    await syncedWith({});
    await syncedAfter('orders', [{ id: 2, id_customer: 1, date_created: date, total: 6 }]);
    expect((await stored(harness, 'customers'))['alleaves_1']).toMatchObject({
      orderCount: 2,
      totalSpent: 26,
      segmentDueAt: date.startsWith('9') ? null : expect.any(Date),
    });
    await expectRestApplied(2);
  });
});

describe('a row that Firestore can’t hold', () => {
  it('because it has too many bytes is quarantined, and characters don’t count', async () => {
    const items = (letter: string) =>
      Array.from({ length: 150 }, () => ({ id_item: 1, item: letter.repeat(5000), qty: 1 }));
    await syncedWith({
      orders: [
        { id: 2, id_customer: 1, date_created: AT, total: 6, items: items('\u0e01') },
        { id: 3, id_customer: 1, date_created: AT, total: 6, items: items('x') },
      ],
    });
    expect(Object.keys(await stored(harness, 'orders'))).toEqual(['alleaves_1', 'alleaves_3']);
    expect(await issuesOf('orders_2')).toEqual(['is larger than 921600 bytes']);
    await expectRestApplied(2);
  });

  it('because of what is wrong with it is quarantined with the first of its faults', async () => {
    const line = { qty: 'x', price: 'x', item: {}, category: {} };
    const items = Array.from({ length: 6000 }, () => line);
    await syncedWith({ orders: [{ id: 2, id_customer: 1, date_created: AT, total: 'much', items }] });
    const issues = await issuesOf('orders_2');
    expect(issues).toHaveLength(50);
    expect(issues[0]).toBe('total is not an amount of money');
    expect(issues.at(-1)).toBe('has 23952 more issues');
    await expectRestApplied();
  });

  it('because of half characters or ids is quarantined', async () => {
    await syncedWith({
      customers: [
        { id_customer: '\ud800', name_first: 'Ann' },
        { id_customer: '\u6f22'.repeat(600), name_first: 'Ann' },
        { id_customer: 5, name_first: 'A\ud800', name_last: 'x'.repeat(6000), email: 'a\udc00@example.com' },
        { id_customer: '%/\u0001'.repeat(66), name_first: 'Bo' },
      ],
    });
    const customers = await stored(harness, 'customers');
    expect(Object.values(customers).map(({ firstName }) => firstName)).toEqual(['Ana', 'A\ufffd', 'Bo']);
    await expectRestApplied();
  });

  it('because of a number without end is quarantined', async () => {
    await syncedWith({});
    const row = '"loyalty_points":1e999,"n":[1e999]';
    const rows = `{"id_customer":1},{"id_customer":2,${row}},{${row}}`;
    await syncedAfter('customers', rows);
    expect(await stored(harness, 'customers')).toMatchObject({ alleaves_2: { loyaltyPoints: null } });
    expect(await issuesOf('customers_2')).toEqual(['loyalty_points is not a number']);
    await expectRestApplied();
  });
});
