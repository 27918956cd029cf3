import { World } from '../../../../tools/pos/world';
import { CallableHarness, manager, operator, staff, type Token } from '../../support/callables';

const FAMILY = 'family@example.com';

/** Customers 1 (an address of their own), 2 and 3 (sharing one; 3 never bought), 4 (no address), 5 (never bought). */
function shop(): World {
  const world = new World();
  const customer = (id: number, email: string | null) => ({ id_customer: id, name_first: `C${id}`, email });
  world.customers.addAll([
    customer(1, 'jane@example.com'),
    customer(2, FAMILY),
    customer(3, FAMILY),
    customer(4, null),
    customer(5, null),
  ]);
  const order = (id: number, userId: number, total: number, day: number, status = 'completed') => ({
    ...{ id, userId, status, total, subtotal: total },
    date_created: `2026-11-0${day}T12:00:00Z`,
    items: [{ id_item: 1, item: 'Flower', quantity: 1, price: total }],
  });
  world.orders.addAll([
    order(101, 1, 10.1, 1),
    order(102, 1, 20.2, 3),
    order(103, 1, 99, 4, 'canceled'),
    order(104, 2, 30, 5),
    order(105, 4, 40, 6),
  ]);
  return world;
}

let harness: CallableHarness;
beforeAll(async () => {
  harness = await CallableHarness.start([shop(), shop()]);
  await harness.sync('org1');
  await harness.sync('org2');
  // As before the first spending stage: orders are there, and no sums.
  const sums = await harness.firestore.collection('tenants/org2/customer_spending').listDocuments();
  for (const sum of sums) await sum.delete();
  await harness.suite.idle();
});
afterAll(() => harness.stop());

const spending = async (input: Record<string, unknown>, token: Token = staff('org1')) => {
  const reads = harness.stats().reads;
  const { result, error } = await harness.call('getCustomerSpending', input, token);
  return { spending: result?.['spending'], error, reads: harness.stats().reads - reads };
};

const jane = {
  ...{ customerIds: ['alleaves_1'], totalSpent: 30.3, orderCount: 2, avgOrderValue: 15.15 },
  ...{ firstOrderDate: '2026-11-01T12:00:00.000Z', lastOrderDate: '2026-11-03T12:00:00.000Z' },
  // Two orders are no rhythm yet.
  ...{ usualDaysBetweenOrders: null, overdueAt: null },
};

describe('getCustomerSpending, where the sums are stored', () => {
  it('answers by address from the address’s document, with one read', async () => {
    expect(await spending({ email: ' Jane@Example.COM ' })).toEqual({
      spending: { tier: 'email', ...jane },
      reads: 1,
    });
    expect((await spending({ email: 'jane@example.com', posCustomerId: '1' })).spending).toEqual({
      tier: 'email',
      ...jane,
    });
  });

  it('answers by POS id from the customer’s own document, with one read', async () => {
    expect(await spending({ posCustomerId: 'alleaves_1' })).toEqual({
      spending: { tier: 'customer', ...jane },
      reads: 1,
    });
    expect((await spending({ posCustomerId: '4' })).spending).toMatchObject({
      tier: 'customer',
      totalSpent: 40,
    });
  });

  it('takes a placeholder for no address at all', async () => {
    const email = 'no-email@alleaves.local';
    expect((await spending({ email, posCustomerId: '4' })).spending).toMatchObject({ tier: 'customer' });
    expect((await spending({ email })).error).toMatchObject({
      status: 'INVALID_ARGUMENT',
      details: { code: 'nobody_named' },
    });
    expect((await spending({})).error).toMatchObject({ details: { code: 'nobody_named' } });
  });

  it('sums up a shared address, and keeps apart those who share it', async () => {
    expect((await spending({ email: FAMILY })).spending).toMatchObject({
      tier: 'email',
      customerIds: ['alleaves_2', 'alleaves_3'],
      totalSpent: 30,
    });
    expect((await spending({ email: FAMILY, posCustomerId: '2' })).spending).toMatchObject({
      ...{ tier: 'customer', customerIds: ['alleaves_2'], totalSpent: 30 },
    });
    expect((await spending({ email: FAMILY, posCustomerId: '3' })).spending).toMatchObject({
      ...{ tier: 'orders', customerIds: ['alleaves_3'], totalSpent: 0, orderCount: 0, lastOrderDate: null },
    });
  });

  it('falls back to the customer’s own document where only that is there', async () => {
    await harness.firestore.doc('tenants/org1/customer_spending/jane@example.com').delete();
    for (const input of [{ email: 'jane@example.com' }, { email: 'jane@example.com', posCustomerId: '1' }])
      expect((await spending(input)).spending).toEqual({ tier: 'customer', ...jane });
  });

  it('says so of somebody whom the POS does not know', async () => {
    for (const input of [{ email: 'nobody@example.com' }, { posCustomerId: '99' }])
      expect((await spending(input)).error).toMatchObject({
        status: 'NOT_FOUND',
        details: { code: 'unknown_customer' },
      });
  });

  it('reads nothing of another tenant', async () => {
    expect((await spending({ posCustomerId: '1', orgId: 'org1' }, staff('org2'))).error?.status).toBe(
      'PERMISSION_DENIED',
    );
    expect((await spending({ posCustomerId: '1', orgId: 'org1' }, operator)).spending).toMatchObject({
      totalSpent: 30.3,
    });
  });
});

describe('getCustomerSpending, before the sums are stored', () => {
  it('adds up the orders themselves, by the same rules, for one read an order', async () => {
    expect(await spending({ posCustomerId: '1' }, staff('org2'))).toEqual({
      spending: { tier: 'orders', ...jane },
      // The customer's own document, and three orders.
      reads: 4,
    });
    expect((await spending({ email: 'jane@example.com' }, staff('org2'))).spending).toEqual({
      tier: 'orders',
      ...jane,
    });
  });

  it('adds up all who share an address', async () => {
    expect((await spending({ email: FAMILY }, staff('org2'))).spending).toMatchObject({
      ...{ tier: 'orders', customerIds: ['alleaves_2', 'alleaves_3'], totalSpent: 30, orderCount: 1 },
    });
  });

  it('tells a customer without orders from nobody', async () => {
    expect((await spending({ posCustomerId: '5' }, staff('org2'))).spending).toMatchObject({
      ...{ tier: 'orders', totalSpent: 0, orderCount: 0, firstOrderDate: null },
    });
    expect((await spending({ posCustomerId: '6' }, staff('org2'))).error).toMatchObject({
      status: 'NOT_FOUND',
    });
  });

  it('does not take a customer entered by hand for an owner of the address', async () => {
    await harness.call('upsertCustomer', { profile: { email: 'jane@example.com' } }, manager('org2'));
    expect((await spending({ email: 'jane@example.com' }, staff('org2'))).spending).toMatchObject({
      customerIds: ['alleaves_1'],
    });
  });

  it('refuses an address that too many share to add up their orders', async () => {
    for (let id = 0; id < 11; id += 1)
      await harness.firestore
        .doc(`tenants/org2/customers/alleaves_x${id}`)
        .set({ source: 'alleaves', email: 'none@example.com' });
    expect((await spending({ email: 'none@example.com' }, staff('org2'))).error).toMatchObject({
      status: 'FAILED_PRECONDITION',
      details: { code: 'too_many_owners' },
    });
  });
});

describe('getCustomer', () => {
  const get = async (customerId: string, token: Token = staff('org1')) =>
    harness.call('getCustomer', { customerId }, token);

  it('tells profile, latest orders, spending, and the segment with its story', async () => {
    const reads = harness.stats().reads;
    const { status, result } = await get('alleaves_4');
    expect(status).toBe(200);
    // The customer, the tenant with its segment rules, an order and their spending.
    expect(harness.stats().reads - reads).toBe(4);
    expect(result).toMatchObject({
      customer: {
        customerId: 'alleaves_4',
        posCustomerId: '4',
        firstName: 'C4',
        notes: null,
        erasedAt: null,
      },
      segment: {
        current: 'new',
        reason: 'one order, at most 45 days ago',
        since: expect.any(String),
        // 46 days after the order.
        changesAt: '2026-12-22T12:00:00.000Z',
        changesTo: 'at_risk',
      },
      orders: [
        {
          ...{ orderId: 'alleaves_105', posOrderId: '105', status: 'completed', counts: true, total: 40 },
          ...{ orderDate: '2026-11-06T12:00:00.000Z', itemCount: 1 },
          items: [{ name: 'Flower', quantity: 1, price: 40, category: null }],
        },
      ],
      spending: { tier: 'customer', totalSpent: 40 },
    });
  });

  it('gives the newest orders first, also those that do not count, ten at most', async () => {
    const { result } = await get('alleaves_1', staff('org2'));
    expect(result?.['orders']).toMatchObject([
      { posOrderId: '103', counts: false },
      { posOrderId: '102' },
      { posOrderId: '101' },
    ]);
    expect(result?.['spending']).toMatchObject({ tier: 'orders', totalSpent: 30.3 });
    const { orderDate, ...order } = (await harness.document('tenants/org2/orders/alleaves_101')) ?? {};
    expect(orderDate).toBeDefined();
    for (let id = 1; id <= 10; id += 1)
      await harness.firestore
        .doc(`tenants/org2/orders/more${id}`)
        .set({ ...order, customerId: 'alleaves_2', orderDate: new Date(Date.UTC(2026, 9, id)) });
    const reads = harness.stats().reads;
    const many = await get('alleaves_2', staff('org2'));
    // The customer, the tenant, ten orders, two spending documents that are not there, and all eleven orders for their sum.
    expect(harness.stats().reads - reads).toBe(2 + 10 + 2 + 11);
    expect(many.result?.['orders']).toMatchObject({ length: 10, 0: { posOrderId: '104' } });
  });

  it('shows of those who share an address each their own spending', async () => {
    expect((await get('alleaves_2')).result?.['spending']).toMatchObject({
      tier: 'customer',
      totalSpent: 30,
    });
    expect((await get('alleaves_3')).result?.['spending']).toMatchObject({ tier: 'orders', totalSpent: 0 });
  });

  it('of a customer entered by hand has no orders and no spending to tell', async () => {
    const entered = await harness.call('upsertCustomer', { profile: { firstName: 'Hand' }, notes: 'n' });
    const { result } = await get(String(entered.result?.['customerId']));
    expect(result).toMatchObject({
      customer: { source: 'manual', posCustomerId: null, displayName: 'Hand', notes: 'n' },
      segment: { current: 'new', reason: 'no orders yet', changesAt: null, changesTo: null },
      orders: [],
      spending: null,
    });
  });

  it('says what a change that is overdue leads to', async () => {
    const reference = harness.firestore.doc('tenants/org1/customers/alleaves_5');
    const long = new Date('2026-06-01T00:00:00Z');
    await reference.update({
      orderCount: 1,
      lastOrderDate: long,
      segmentDueAt: new Date('2026-07-17T00:00:00Z'),
    });
    // 46 days after the order it was due to turn at_risk; by now it is more than 90.
    expect((await get('alleaves_5')).result?.['segment']).toMatchObject({
      current: 'new',
      changesAt: '2026-07-17T00:00:00.000Z',
      changesTo: 'churned',
    });
  });

  it('shows no placeholder, and a document edited by hand as far as it can be read', async () => {
    await harness.firestore.doc('tenants/org1/customers/alleaves_77').set({
      ...{ source: 'alleaves', posCustomerId: '77', email: 'no-email@alleaves.local', segment: 'gold' },
      ...{ tags: 'none', totalSpent: 'much', lastOrderDate: 'yesterday' },
    });
    expect((await get('alleaves_77')).result).toMatchObject({
      customer: { email: null, tags: [], totalSpent: 0, lastOrderDate: null },
      segment: { current: null, reason: null },
    });
  });

  it('says so where there is no such customer', async () => {
    expect(await get('alleaves_99')).toMatchObject({
      status: 404,
      error: { details: { code: 'unknown_customer' } },
    });
  });
});
