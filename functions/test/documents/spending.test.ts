import fc from 'fast-check';
import { spendingByKey } from '../../src/documents/spending';
import { realEmail } from '../../src/rules/identity/email';
import { parseSpendingKey } from '../../src/rules/identity/spendingKey';
import { addOrder, emptyTotals, type SpendingTotals } from '../../src/rules/money/spending';
import { customers, spendingOrders } from '../rules/arbitraries';

function totalsOf(orders: readonly { cents: number; orderedAt: number }[]): SpendingTotals {
  const totals = emptyTotals();
  for (const order of orders) addOrder(totals, order);
  return totals;
}

describe('spendingByKey', () => {
  const totals = new Map([
    ['42', { cents: 1000, orderCount: 1, firstOrderAt: 10, lastOrderAt: 10, orderTimes: [10] }],
    ['43', { cents: 500, orderCount: 2, firstOrderAt: 5, lastOrderAt: 7, orderTimes: [5, 7] }],
    ['99', { cents: 1, orderCount: 1, firstOrderAt: 1, lastOrderAt: 1, orderTimes: [1] }],
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
      // All within one visit.
      usualDaysBetweenOrders: null,
      overdueAt: null,
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
