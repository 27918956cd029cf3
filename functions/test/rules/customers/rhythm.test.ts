import fc from 'fast-check';
import { rhythmOf } from '../../../src/rules/customers/rhythm';

const day = 86_400_000;
const start = Date.parse('2026-01-01T12:00:00Z');
const at = (...days: number[]) => days.map((given) => start + given * day);

describe('rhythmOf', () => {
  it.each([
    ['no orders', at(), null, null],
    ['one order', at(0), null, null],
    ['two orders', at(0, 10), null, null],
    ['three orders', at(0, 10, 30), 15, 30 + 22.5],
    ['every week, with one long vacation', at(0, 7, 14, 104, 111, 118), 7, 118 + 10.5],
    ['an even number of gaps', at(0, 1, 3, 6, 10), 2.5, 10 + 3.75],
    ['three orders of one visit', at(0, 0.1, 0.2), null, null],
    ['two visits of two tickets each', at(0, 0.01, 20, 20.01), 20, 20.01 + 30],
    ['a rhythm to a tenth of a day', at(0, 3.33, 6.66), 3.3, 6.66 + 4.95],
  ])('is known from the third order on: %s', (_, times, usual, overdue) => {
    const rhythm = rhythmOf(times);
    expect(rhythm.usualDaysBetweenOrders).toBe(usual);
    expect(rhythm.overdueAt).toEqual(overdue === null ? null : new Date(Math.round(start + overdue * day)));
  });

  it('states no date that Firestore can not hold', () => {
    const last = Date.parse('9999-12-30T00:00:00Z');
    expect(rhythmOf([last - 20 * day, last - 10 * day, last])).toEqual({
      usualDaysBetweenOrders: 10,
      overdueAt: null,
    });
  });

  it('is the same in any order, lies between the shortest and the longest gap, and is overdue after the last order', () => {
    const orders = fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 3, maxLength: 40 });
    fc.assert(
      fc.property(orders, (halves) => {
        const times = halves.map((half) => start + half * (day / 2));
        const { usualDaysBetweenOrders: usual, overdueAt } = rhythmOf(times);
        expect(rhythmOf([...times].reverse())).toEqual({ usualDaysBetweenOrders: usual, overdueAt });
        const distinct = [...new Set(halves)].sort((a, b) => a - b);
        if (usual === null) {
          expect(distinct).toHaveLength(1);
          return;
        }
        const gaps = distinct.slice(1).map((half, index) => (half - (distinct[index] ?? 0)) / 2);
        expect(usual).toBeGreaterThanOrEqual(Math.min(...gaps));
        expect(usual).toBeLessThanOrEqual(Math.max(...gaps));
        expect(overdueAt?.getTime()).toBe(Math.max(...times) + Math.round(1.5 * usual * day));
      }),
    );
  });
});
