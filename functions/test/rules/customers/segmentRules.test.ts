import fc from 'fast-check';
import { calculateSegment, segmentAfter, SEGMENTS } from '../../../src/rules/customers/segment';
import {
  DEFAULT_SEGMENT_RULES,
  SEGMENT_RULE_LIMITS,
  segmentRuleFaults,
  type SegmentRules,
} from '../../../src/rules/customers/segmentRules';

const day = 86_400_000;
const now = new Date('2026-11-20T15:00:00Z');

const between = (min: number, max: number) => fc.integer({ min, max });

/** Any rules that are a ladder, small enough for a test to meet every step. */
const ladders: fc.Arbitrary<SegmentRules> = fc
  .tuple(
    between(1, 5),
    between(0, 5),
    between(0, 5),
    between(1, 60),
    between(1, 60),
    between(0, 60),
    between(1, 500),
  )
  .map(([returningOrders, more, most, atRiskOverDays, loyal, churned, vipDollars]) => ({
    vipDollars,
    returningOrders,
    loyalOrders: returningOrders + more,
    vipOrders: returningOrders + more + most,
    atRiskOverDays,
    loyalUnderDays: atRiskOverDays + loyal,
    churnedOverDays: atRiskOverDays + loyal + churned,
  }));

const customers = fc.record({
  orderCount: between(0, 20),
  totalSpent: between(0, 1000),
  lastOrderDate: between(0, 400).map((days) => new Date(now.getTime() - days * day)),
});

describe('segmentRuleFaults', () => {
  it('takes the rules of the seed', () => {
    expect(segmentRuleFaults(DEFAULT_SEGMENT_RULES)).toEqual([]);
    expect(SEGMENT_RULE_LIMITS.days).toBeGreaterThan(DEFAULT_SEGMENT_RULES.churnedOverDays);
  });

  it.each([
    [{ returningOrders: 6 }, 'returningOrders', 'at most loyalOrders (5)'],
    [{ loyalOrders: 11 }, 'loyalOrders', 'at most vipOrders (10)'],
    [{ atRiskOverDays: 60 }, 'atRiskOverDays', 'less than loyalUnderDays (60)'],
    [{ loyalUnderDays: 91 }, 'loyalUnderDays', 'at most churnedOverDays (90)'],
  ])('names what breaks the ladder and the limit: %j', (changed, field, words) => {
    expect(segmentRuleFaults({ ...DEFAULT_SEGMENT_RULES, ...changed })).toEqual([
      { field, message: expect.stringContaining(words) },
    ]);
  });
});

describe('segments by rules of the tenant', () => {
  it('change by time only as segmentAfter says, at the moment that dueAt names', () => {
    fc.assert(
      fc.property(ladders, customers, (rules, customer) => {
        expect(segmentRuleFaults(rules)).toEqual([]);
        const { segment, dueAt } = calculateSegment(customer, now, rules);
        if (dueAt === null) return;
        expect(calculateSegment(customer, new Date(dueAt.getTime() - 1), rules).segment).toBe(segment);
        expect(calculateSegment(customer, dueAt, rules).segment).toBe(segmentAfter(segment));
      }),
    );
  });

  it('get no worse by one more order now', () => {
    const rank = (segment: string) => SEGMENTS.findIndex((name) => name === segment);
    fc.assert(
      fc.property(ladders, customers, between(0, 100), (rules, customer, dollars) => {
        const after = {
          orderCount: customer.orderCount + 1,
          totalSpent: customer.totalSpent + dollars,
          lastOrderDate: now,
        };
        const best = calculateSegment(after, now, rules).segment;
        expect(rank(best)).toBeLessThanOrEqual(rank(calculateSegment(customer, now, rules).segment));
      }),
    );
  });
});
