import { World } from '../../../pos/world';
import { buildOddities, buildRoster } from '../../../pos/worlds/builders';
import { CALLABLES_NOW, CallableHarness } from '../../../../functions/test/support/callables';
import { commandLinesOf } from '../commandLine';

const world = new World();
world.customers.addAll([
  { id_customer: 1, name: 'Ana', email: 'ana@example.com' },
  { id_customer: 2, name: 'Ben', email: null },
  { id_customer: 3, name: 'Cleo', email: null },
]);
const order = (id: number, customer: number, date: string, total: number) => ({
  id,
  id_customer: customer,
  date_created: `${date}T12:00:00`,
  total,
  status: 'completed',
});
// In three parts of the comparison, which takes 31 days at a time.
world.orders.addAll([
  order(101, 1, '2026-09-01', 10),
  order(102, 2, '2026-10-10', 20),
  order(103, 2, '2026-11-10', 30),
  order(104, 3, '2026-11-15', 40),
  order(105, 1, '2026-11-16', 50),
  order(106, 1, '2026-09-02', 60),
]);
world.inventory.addAll([
  { id_item: 7, id_batch: 1, item: 'Flower', price_otd: 12, available: 3 },
  { id_item: 8, id_batch: 2, item: 'Gummies', price_otd: 9, available: 3 },
]);

let harness: CallableHarness;
let cli: Awaited<ReturnType<typeof commandLinesOf>>;
beforeAll(async () => {
  harness = await CallableHarness.start([
    world,
    buildOddities({ now: CALLABLES_NOW, timeZone: 'America/New_York' }),
    buildRoster({ seed: 3, customers: 30, items: 10, now: CALLABLES_NOW, days: 80 }),
  ]);
  cli = await commandLinesOf(harness);
  await Promise.all(['org1', 'org2', 'org3'].map((orgId) => harness.sync(orgId)));
});
afterAll(() => harness.stop());

const nothing = { count: 0, ids: [] };
const found = (...ids: string[]) => ({ count: ids.length, ids });

describe('reconcile', () => {
  it('finds nothing after a sync, also where rows are odd or unreadable', async () => {
    const [odd, roster] = await Promise.all(['org2', 'org3'].map((orgId) => cli.json('reconcile', orgId)));
    expect(odd).toMatchObject({
      code: 0,
      value: {
        same: true,
        streams: {
          customers: { missing: nothing, stale: nothing, extra: nothing, unreadable: { count: 3 } },
          orders: {
            missing: nothing,
            stale: nothing,
            extra: nothing,
            unreadable: { count: 6 },
            skipped: { no_match: 3 },
          },
          spending: { missing: nothing, stale: nothing, extra: nothing },
          items: { missing: nothing, stale: nothing, extra: nothing, unreadable: { count: 3 } },
        },
      },
    });
    expect(roster).toMatchObject({
      code: 0,
      value: {
        same: true,
        syncedMeanwhile: false,
        streams: { customers: { records: 30 }, items: { records: 10 } },
      },
    });
  });

  it('names what is missing, stale and extra, and changes nothing', async () => {
    const { firestore } = harness;
    const document = (path: string) => firestore.doc(`tenants/org1/${path}`);
    // Deleted, edited and added by hand.
    await document('customers/alleaves_3').delete();
    await document('customers/alleaves_2').update({
      displayName: 'Somebody else',
      notes: 'of the staff: not the POS’s',
    });
    await document('customers/byhand').set({ source: 'manual', displayName: 'Walk-in' });
    await document('customers/alleaves_99').set({ source: 'alleaves', email: null });
    await document('orders/alleaves_104').delete();
    await document('orders/alleaves_103').update({ total: 31 });
    await document('customer_spending/ana@example.com').update({ totalSpent: 1 });
    await document('publicViews/products/items/stray').set({ name: 'Stray' });
    // Changed at the POS: a price, a new customer, an order that is gone, and two whose date was put right,
    // into an earlier part of the comparison and into a later one.
    world.inventory.update(8, { price_otd: 11 });
    world.customers.add({ id_customer: 4, name: 'Dev', email: null });
    world.orders.remove(102);
    world.orders.update(105, { date_created: '2026-09-03T12:00:00' });
    world.orders.update(106, { date_created: '2026-11-12T12:00:00' });

    const { writes, deletes } = harness.stats();
    const { code, value } = await cli.processJson('reconcile', 'org1');
    expect(harness.stats()).toMatchObject({ writes, deletes });
    expect(code).toBe(3);
    expect(value).toEqual({
      orgId: 'org1',
      same: false,
      syncedMeanwhile: false,
      window: { from: '2026-08-22', to: '2026-11-20' },
      streams: {
        customers: {
          records: 4,
          missing: found('alleaves_4', 'alleaves_3'),
          stale: found('alleaves_2'),
          extra: found('alleaves_99'),
          unreadable: nothing,
          skipped: {},
        },
        orders: {
          records: 5,
          missing: found('alleaves_104'),
          stale: found('alleaves_105', 'alleaves_103', 'alleaves_106'),
          extra: found('alleaves_102'),
          unreadable: nothing,
          skipped: {},
        },
        spending: {
          records: 4,
          missing: nothing,
          // By its customers: an address is personal.
          stale: found('address of alleaves_1'),
          extra: nothing,
          unreadable: nothing,
          skipped: {},
        },
        items: {
          records: 2,
          missing: nothing,
          stale: found('alleaves_8'),
          extra: found('stray'),
          unreadable: nothing,
          skipped: {},
        },
      },
      billed: { reads: expect.any(Number), writes: 0, deletes: 0 },
    });
  });

  it('agrees again once a full sync has repaired it, but for what a sync never deletes', async () => {
    const { code } = await cli.json('sync', 'org1', '--full');
    expect(code).toBe(0);
    const { stdout } = await cli.quick('reconcile', 'org1');
    // A customer that the POS doesn't have is marked as gone, and no difference then.
    const gone = await harness.firestore.doc('tenants/org1/customers/alleaves_99').get();
    expect(gone.get('goneSince')).toBeTruthy();
    expect(stdout).toContain('customers        4        0      0      0');
    expect(stdout).toContain('  orders, extra: alleaves_102\n');
    const { code: itemsCode, stdout: items } = await cli.quick(
      'reconcile',
      'org1',
      '--only',
      'spending',
      'items',
    );
    expect(itemsCode).toBe(0);
    expect(items).toContain('✔ org1: POS and Firestore agree.');
    expect(items).not.toContain('customers');
  });

  it('compares the orders of other days', async () => {
    const [{ value }, reversed] = await Promise.all([
      cli.json('reconcile', 'org1', '--only', 'orders', '--from', '2026-09-01', '--to', '2026-09-30'),
      cli.quick('reconcile', 'org1', '--from', '2026-09-02', '--to', '2026-09-01'),
    ]);
    expect(value).toMatchObject({ same: true, streams: { orders: { records: 2 } } });
    expect(reversed).toMatchObject({ code: 2, stdout: '' });
    expect(reversed.stderr).toContain('would end (2026-09-01) before they begin (2026-09-02)');
  });

  it('fails where the POS does not answer, instead of finding differences', async () => {
    harness.pos.faults.queue('customers', { status: 403 }, 5);
    const { code, value } = await cli.json('reconcile', 'org3');
    expect(code).toBe(1);
    expect(value).toMatchObject({ error: { code: expect.stringMatching(/^pos_/) } });
  });
});
