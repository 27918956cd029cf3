import fc from 'fast-check';
import { figuresOf, NO_FIGURES, storedFigures, totalsOf } from '../../src/documents/figures';
import { addOrder, emptyTotals } from '../../src/rules/money/spending';
import { spendingOrders } from '../rules/arbitraries';

describe('figuresOf', () => {
  it('is in dollars and dates', () => {
    const totals = { cents: 10_001, orderCount: 2, firstOrderAt: 0, lastOrderAt: 86_400_000, orderTimes: [] };
    expect(figuresOf(totals)).toEqual({
      totalSpent: 100.01,
      orderCount: 2,
      avgOrderValue: 50.01,
      firstOrderDate: new Date('1970-01-01'),
      lastOrderDate: new Date('1970-01-02'),
      usualDaysBetweenOrders: null,
      overdueAt: null,
    });
  });

  it('knows the rhythm of three orders', () => {
    const totals = emptyTotals();
    for (const day of [30, 0, 10]) addOrder(totals, { cents: 100, orderedAt: day * 86_400_000 });
    expect(figuresOf(totals)).toMatchObject({
      usualDaysBetweenOrders: 15,
      overdueAt: new Date(52.5 * 86_400_000),
    });
  });

  it('has no dates and no average without orders', () => {
    expect(figuresOf({ ...emptyTotals(), cents: -400 })).toEqual({ ...NO_FIGURES, totalSpent: -4 });
    expect(NO_FIGURES).toEqual({
      totalSpent: 0,
      orderCount: 0,
      avgOrderValue: 0,
      firstOrderDate: null,
      lastOrderDate: null,
      usualDaysBetweenOrders: null,
      overdueAt: null,
    });
  });

  it('reads what earlier releases stored, which knew no rhythm', () => {
    const { usualDaysBetweenOrders, overdueAt, ...stored } = NO_FIGURES;
    expect(storedFigures.parse(stored)).toEqual({ ...stored, usualDaysBetweenOrders, overdueAt });
  });

  it('loses nothing but the single times: the totals come back from what is stored', () => {
    fc.assert(
      fc.property(spendingOrders, (orders) => {
        const totals = emptyTotals();
        for (const order of orders) addOrder(totals, order);
        expect(totalsOf(figuresOf(totals))).toEqual({ ...totals, orderTimes: [] });
      }),
    );
  });
});
