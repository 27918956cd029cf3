import fc from 'fast-check';
import { realEmail } from '../../src/domain/email';
import {
  addOrder,
  combineTotals,
  emptyTotals,
  spendingByKey,
  spendingFields,
  type SpendingTotals,
} from '../../src/domain/spending';
import { parseSpendingKey } from '../../src/domain/spendingKey';
import { customers, spendingOrders } from './arbitraries';

function totalsOf(orders: readonly { cents: number; orderedAt: number }[]): SpendingTotals {
  const totals = emptyTotals();
  for (const order of orders) addOrder(totals, order);
  return totals;
}

describe('addOrder', () => {
  it('sums cents, counts orders and keeps the first and last time', () => {
    const orders = [
      { cents: 1000, orderedAt: 20 },
      { cents: 0, orderedAt: 10 },
      { cents: 999, orderedAt: 30 },
    ];
    expect(totalsOf(orders)).toEqual({ cents: 1999, orderCount: 3, firstOrderAt: 10, lastOrderAt: 30 });
  });

  it('takes a negative total for a refund line: no order and no date', () => {
    const orders = [
      { cents: 1000, orderedAt: 20 },
      { cents: -400, orderedAt: 90 },
    ];
    expect(totalsOf(orders)).toEqual({ cents: 600, orderCount: 1, firstOrderAt: 20, lastOrderAt: 20 });
    expect(totalsOf([{ cents: -400, orderedAt: 90 }])).toEqual({ ...emptyTotals(), cents: -400 });
  });

  it('gives the same totals whatever the order of the orders, and whatever the parts they are summed in', () => {
    fc.assert(
      fc.property(spendingOrders, fc.nat({ max: 20 }), (orders, cut) => {
        const whole = totalsOf(orders);
        expect(totalsOf([...orders].reverse())).toEqual(whole);
        expect(totalsOf([...orders].sort((a, b) => a.cents - b.cents))).toEqual(whole);
        expect(combineTotals([totalsOf(orders.slice(0, cut)), totalsOf(orders.slice(cut))])).toEqual(whole);
      }),
    );
  });
});

describe('spendingFields', () => {
  it('is the document: dollars, dates, one owner', () => {
    const totals = { cents: 10_001, orderCount: 2, firstOrderAt: 0, lastOrderAt: 86_400_000 };
    expect(spendingFields('org', { customerIds: ['alleaves_42'] }, totals)).toEqual({
      orgId: 'org',
      customerId: 'alleaves_42',
      customerIds: ['alleaves_42'],
      totalSpent: 100.01,
      orderCount: 2,
      avgOrderValue: 50.01,
      firstOrderDate: new Date('1970-01-01'),
      lastOrderDate: new Date('1970-01-02'),
    });
  });

  it('has no customerId where several share it, and no dates or average without orders', () => {
    const customerIds = ['alleaves_42', 'alleaves_43'];
    expect(spendingFields('org', { customerIds }, { ...emptyTotals(), cents: -400 })).toEqual({
      orgId: 'org',
      customerId: null,
      customerIds,
      totalSpent: -4,
      orderCount: 0,
      avgOrderValue: 0,
      firstOrderDate: null,
      lastOrderDate: null,
    });
    expect(spendingFields('org', { customerIds: [] }, emptyTotals()).customerId).toBeNull();
  });
});

describe('spendingByKey', () => {
  const totals = new Map([
    ['42', { cents: 1000, orderCount: 1, firstOrderAt: 10, lastOrderAt: 10 }],
    ['43', { cents: 500, orderCount: 2, firstOrderAt: 5, lastOrderAt: 7 }],
    ['99', { cents: 1, orderCount: 1, firstOrderAt: 1, lastOrderAt: 1 }],
  ]);

  it('writes both keys with the same figures', () => {
    const documents = [...spendingByKey('org', [{ posCustomerId: '42', email: 'jane@example.com' }], totals)];
    expect(documents.map(({ key }) => key)).toEqual(['cid_42', 'jane@example.com']);
    expect(documents[0]?.fields).toEqual(documents[1]?.fields);
    expect(documents[0]?.fields).toMatchObject({ customerId: 'alleaves_42', totalSpent: 10, orderCount: 1 });
  });

  it('writes only the customer key without a real address, and nothing without totals', () => {
    const known = [
      { posCustomerId: '42', email: 'no-email@alleaves.local' },
      { posCustomerId: '43', email: null },
      { posCustomerId: '44', email: 'john@example.com' },
    ];
    expect([...spendingByKey('org', known, totals)].map(({ key }) => key)).toEqual(['cid_42', 'cid_43']);
  });

  it('sums a shared address and lists all who share it, also those without totals', () => {
    const known = ['100', '43', '42'].map((posCustomerId) => ({
      posCustomerId,
      email: 'family@example.com',
    }));
    const shared = [...spendingByKey('org', known, totals)].find(({ key }) => key === 'family@example.com');
    expect(shared?.fields).toEqual({
      orgId: 'org',
      customerId: null,
      customerIds: ['alleaves_42', 'alleaves_43', 'alleaves_100'],
      totalSpent: 15,
      orderCount: 3,
      avgOrderValue: 5,
      firstOrderDate: new Date(5),
      lastOrderDate: new Date(10),
    });
  });

  it('takes a customer listed twice once into the sum of the address', () => {
    const known = [
      { posCustomerId: '42', email: 'jane@example.com' },
      { posCustomerId: '42', email: 'jane@example.com' },
    ];
    const document = [...spendingByKey('org', known, totals)].find(({ key }) => key === 'jane@example.com');
    expect(document?.fields).toMatchObject({ customerId: 'alleaves_42', totalSpent: 10 });
  });

  it('loses and doubles nothing: the customer documents add up to all orders of known customers, the addresses to theirs', () => {
    const orders = fc.dictionary(fc.integer({ min: 1, max: 40 }).map(String), spendingOrders);
    fc.assert(
      fc.property(customers, orders, (known, byCustomer) => {
        const all = new Map(Object.entries(byCustomer).map(([id, own]) => [id, totalsOf(own)]));
        const documents = [...spendingByKey('org', known, all)];
        expect(new Set(documents.map(({ key }) => key)).size).toBe(documents.length);

        const centsOf = (rows: typeof known): number =>
          rows
            .flatMap((row) => byCustomer[row.posCustomerId] ?? [])
            .reduce((sum, order) => sum + order.cents, 0);
        const sumOf = (kind: 'email' | 'customer'): number =>
          documents
            .filter(({ key }) => parseSpendingKey(key).kind === kind)
            .reduce((sum, { fields }) => sum + Math.round(fields.totalSpent * 100), 0);
        expect(sumOf('customer')).toBe(centsOf(known));
        expect(sumOf('email')).toBe(centsOf(known.filter((row) => realEmail(row.email) !== null)));
      }),
    );
  });
});
