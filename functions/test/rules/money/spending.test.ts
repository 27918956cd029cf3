import fc from 'fast-check';
import { addOrder, combineTotals, emptyTotals, type SpendingTotals } from '../../../src/rules/money/spending';
import { spendingOrders } from '../arbitraries';

function totalsOf(orders: readonly { cents: number; orderedAt: number }[]): SpendingTotals {
  const totals = emptyTotals();
  for (const order of orders) addOrder(totals, order);
  return sorted(totals);
}

/** In which order the times are kept says nothing. */
function sorted(totals: SpendingTotals): SpendingTotals {
  return { ...totals, orderTimes: totals.orderTimes.toSorted((a, b) => a - b) };
}

describe('addOrder', () => {
  it('sums cents, counts orders and keeps the first and last time', () => {
    const orders = [
      { cents: 1000, orderedAt: 20 },
      { cents: 0, orderedAt: 10 },
      { cents: 999, orderedAt: 30 },
    ];
    expect(totalsOf(orders)).toEqual({
      cents: 1999,
      orderCount: 3,
      firstOrderAt: 10,
      lastOrderAt: 30,
      orderTimes: [10, 20, 30],
    });
  });

  it('takes a negative total for a refund line: no order and no date', () => {
    const orders = [
      { cents: 1000, orderedAt: 20 },
      { cents: -400, orderedAt: 90 },
    ];
    expect(totalsOf(orders)).toEqual({
      cents: 600,
      orderCount: 1,
      firstOrderAt: 20,
      lastOrderAt: 20,
      orderTimes: [20],
    });
    expect(totalsOf([{ cents: -400, orderedAt: 90 }])).toEqual({ ...emptyTotals(), cents: -400 });
  });

  it('gives the same totals whatever the order of the orders, and whatever the parts they are summed in', () => {
    fc.assert(
      fc.property(spendingOrders, fc.nat({ max: 20 }), (orders, cut) => {
        const whole = totalsOf(orders);
        expect(totalsOf([...orders].reverse())).toEqual(whole);
        expect(totalsOf([...orders].sort((a, b) => a.cents - b.cents))).toEqual(whole);
        const parts = [totalsOf(orders.slice(0, cut)), totalsOf(orders.slice(cut))];
        expect(sorted(combineTotals(parts))).toEqual(whole);
      }),
    );
  });
});
