import { World } from '../../../../tools/pos/world';
import { customerRow, tillOrder, times } from '../../scenarios/rows';
import { CallableHarness, manager, operator, owner } from '../../support/callables';

let harness: CallableHarness;
beforeAll(async () => {
  const world = new World();
  world.customers.addAll(
    times(4, (id) => customerRow(id, { email: `c${id}@example.com`, phone: '555-123-4567' })),
  );
  world.orders.addAll(
    times(4, (id) => tillOrder(id, { customer: id, daysAgo: id }, { email: `c${id}@example.com` })),
  );
  harness = await CallableHarness.start([world, new World()]);
  await harness.sync('org1');
});
afterAll(() => harness.stop());

const erase = (customerId: string, token = owner('org1')) =>
  harness.call('eraseCustomer', { customerId }, token);

describe('eraseCustomer', () => {
  it('erases a customer of the POS, and syncs leave it so', async () => {
    const { status, result } = await erase('alleaves_2');
    expect([status, result]).toEqual([
      200,
      { erasedAt: expect.stringMatching(/^2026-11-20T/), orders: 1, complete: true },
    ]);
    await harness.suite.idle();
    await harness.sync('org1');
    expect(await harness.document('tenants/org1/customers/alleaves_2')).toMatchObject({
      email: null,
      phone: null,
      orderCount: 1,
      totalSpent: 50,
    });
    expect(await harness.document('tenants/org1/orders/alleaves_2')).toMatchObject({ email: null });
    expect(await harness.document('tenants/org1/customer_spending/c2@example.com')).toBeUndefined();
    expect(await harness.document('tenants/org1/customer_spending/cid_2')).toMatchObject({ totalSpent: 50 });
    expect(await erase('alleaves_2')).toMatchObject({ result: { ...result, orders: 0 } });
  });

  it('erases one whom staff entered, and lets operators do it', async () => {
    await harness.firestore.doc('tenants/org1/customers/walkin').set({ source: 'manual', phone: '555' });
    const data = { orgId: 'org1', customerId: 'walkin' };
    expect(await harness.call('eraseCustomer', data, operator)).toMatchObject({ status: 200 });
    expect(await harness.document('tenants/org1/customers/walkin')).toMatchObject({
      source: 'manual',
      phone: null,
      erasedAt: expect.any(Object),
    });
  });

  it('answers what keeps it from doing so', async () => {
    expect(await erase('alleaves_3', manager('org1'))).toMatchObject({ status: 403 });
    expect(await erase('alleaves_404')).toMatchObject({
      status: 404,
      error: { details: { code: 'unknown_customer' } },
    });
    const status = harness.firestore.doc('tenants/org1/sync_status/pos');
    const expiresAt = new Date(harness.suite.clock.now().getTime() + 60_000);
    await status.update({ lease: { runId: 'other', step: 1, attempt: 1, expiresAt } });
    expect(await erase('alleaves_3')).toMatchObject({
      status: 400,
      error: { status: 'FAILED_PRECONDITION', details: { code: 'sync_under_way' } },
    });
    expect(await harness.document('tenants/org1/customers/alleaves_3')).toMatchObject({
      email: 'c3@example.com',
    });
    expect((await status.get()).get('lease.runId')).toBe('other');
  });
});
