import fc from 'fast-check';
import {
  calculateSegment,
  emptySegmentCounts,
  SEGMENTS,
  type Segment,
  segmentAfter,
} from '../../../src/rules/customers/segment';
import { DAY_MILLISECONDS } from '../../../src/rules/time/time';
import { SEGMENT_VECTORS } from './segmentVectors';

const now = new Date('2026-11-22T12:00:00Z');
const daysAgo = (days: number): Date => new Date(now.getTime() - days * DAY_MILLISECONDS);

const vectors: [orderCount: number, totalSpent: number, days: number | null, segment: Segment][] = [
  ...SEGMENT_VECTORS,
  // Beside the specification's own: just below each limit on orders.
  [9, 1000, 60, 'at_risk'],
  [4, 300, 10, 'returning'],
  [1, 300, 10, 'new'],
];

describe('calculateSegment', () => {
  it.each(vectors)('%p orders, $%p, the last %p days ago: %s', (orderCount, totalSpent, days, segment) => {
    const lastOrderDate = days === null ? null : daysAgo(days);
    expect(calculateSegment({ orderCount, totalSpent, lastOrderDate }, now).segment).toBe(segment);
  });

  it.each<[number, number, number | null, string, number | null]>([
    [0, 0, null, 'no orders yet', null],
    [10, 1000, 400, 'at least 10 orders and $1000 spent', null],
    [5, 300, 10, 'at least 5 orders, the last under 60 days ago', 60],
    [5, 300, 60, 'last order over 45 days ago', 91],
    [5, 300, 91, 'last order over 90 days ago', null],
    [2, 80, 0, 'at least 2 orders, the last at most 45 days ago', 46],
    [2, 80, 46, 'last order over 45 days ago', 91],
    [1, 80, 45, 'one order, at most 45 days ago', 46],
    [1, 80, null, 'one order, on an unknown date', null],
    [5, 300, null, 'at least 2 orders, the last on an unknown date', null],
    [0, 0, 10, 'no orders that count, the last date at most 45 days ago', 46],
  ])(
    '%p orders, $%p, %p days ago: %p, next change on day %p',
    (orderCount, totalSpent, days, reason, dueOnDay) => {
      const lastOrderDate = days === null ? null : daysAgo(days);
      const result = calculateSegment({ orderCount, totalSpent, lastOrderDate }, now);
      expect(result.reason).toBe(reason);
      expect(result.dueAt).toEqual(dueOnDay === null ? null : daysAgo((days ?? 0) - dueOnDay));
    },
  );

  it('treats an unreadable date as unknown', () => {
    const result = calculateSegment({ orderCount: 5, totalSpent: 300, lastOrderDate: new Date(NaN) }, now);
    expect(result).toMatchObject({ segment: 'returning', dueAt: null });
  });

  const input = fc.record({
    orderCount: fc.oneof(fc.constantFrom(0, 1, 2, 4, 5, 9, 10), fc.nat({ max: 40 })),
    totalSpent: fc.oneof(fc.constantFrom(0, 999.99, 1000), fc.integer({ min: -500, max: 3000 })),
    lastOrderDate: fc.option(
      fc
        .integer({ min: -10 * DAY_MILLISECONDS, max: 120 * DAY_MILLISECONDS })
        .map((age) => new Date(now.getTime() - age)),
    ),
  });

  it('is due at exactly the first moment at which the segment differs', () => {
    fc.assert(
      fc.property(input, (customer) => {
        const { segment, reason, dueAt } = calculateSegment(customer, now);
        if (dueAt === null) return;
        expect(dueAt.getTime()).toBeGreaterThan(now.getTime());
        const justBefore = calculateSegment(customer, new Date(dueAt.getTime() - 1));
        expect(justBefore).toEqual({ segment, reason, dueAt });
        expect(calculateSegment(customer, dueAt).segment).not.toBe(segment);
      }),
      { numRuns: 1000 },
    );
  });

  it('changes to the segment that segmentAfter names, and never to another', () => {
    fc.assert(
      fc.property(input, (customer) => {
        const { segment, dueAt } = calculateSegment(customer, now);
        if (dueAt !== null) expect(calculateSegment(customer, dueAt).segment).toBe(segmentAfter(segment));
        if (segmentAfter(segment) === null) expect(dueAt).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps segment and reason at every moment until it is due, forever when it never is', () => {
    fc.assert(
      fc.property(input, fc.integer({ min: 0, max: 400 * DAY_MILLISECONDS }), (customer, ahead) => {
        const { segment, reason, dueAt } = calculateSegment(customer, now);
        const later = new Date(Math.min(now.getTime() + ahead, (dueAt?.getTime() ?? Infinity) - 1));
        expect(calculateSegment(customer, later)).toMatchObject({ segment, reason });
      }),
      { numRuns: 1000 },
    );
  });

  it('says when each day until the end of the last threshold', () => {
    fc.assert(
      fc.property(input, (customer) => {
        const { segment, dueAt } = calculateSegment(customer, now);
        const days = Array.from(
          { length: 140 },
          (_, day) => new Date(now.getTime() + day * DAY_MILLISECONDS),
        );
        const firstOther = days.find((day) => calculateSegment(customer, day).segment !== segment);
        expect(firstOther === undefined).toBe(dueAt === null);
        if (firstOther !== undefined && dueAt !== null)
          expect(dueAt.getTime()).toBeLessThanOrEqual(firstOther.getTime());
      }),
      { numRuns: 50 },
    );
  });
});

it('emptySegmentCounts has each segment once, a new object on each call', () => {
  expect(Object.keys(emptySegmentCounts()).sort()).toEqual([...SEGMENTS].sort());
  expect(new Set(Object.values(emptySegmentCounts()))).toEqual(new Set([0]));
  expect(emptySegmentCounts()).not.toBe(emptySegmentCounts());
});
