import { DAY_MILLISECONDS, daysSince, isStorableInstant } from '../time/time';
import { DEFAULT_SEGMENT_RULES, type SegmentRules } from './segmentRules';

export const SEGMENTS = ['vip', 'loyal', 'returning', 'new', 'at_risk', 'churned'] as const;
export type Segment = (typeof SEGMENTS)[number];

export interface SegmentInput {
  orderCount: number;
  /** Dollars. */
  totalSpent: number;
  lastOrderDate: Date | null;
}

interface Ruling {
  segment: Segment;
  reason: string;
}

/** The only ages of the last order, in whole days, at which a rule can turn; ascending, because the rules are a ladder. */
function turningDays({ atRiskOverDays, loyalUnderDays, churnedOverDays }: SegmentRules): number[] {
  return [atRiskOverDays + 1, loyalUnderDays, churnedOverDays + 1];
}

/**
 * A customer's segment by the tenant's thresholds, in the seed's order.
 *
 * @returns `reason` names the rule that decided and stays the same while it does; `dueAt` is the first moment after `now` at which
 * the same input gives another segment, null when it never will (or not before the year 10000, which no date can state).
 */
export function calculateSegment(
  input: SegmentInput,
  now: Date,
  rules: SegmentRules = DEFAULT_SEGMENT_RULES,
): Ruling & { dueAt: Date | null } {
  const ruling = decide(input, now, rules);
  return { ...ruling, dueAt: nextChange(input, now, ruling.segment, rules) };
}

function decide(
  { orderCount, totalSpent, lastOrderDate }: SegmentInput,
  now: Date,
  rules: SegmentRules,
): Ruling {
  const { vipDollars, vipOrders, loyalOrders, loyalUnderDays } = rules;
  const { atRiskOverDays, churnedOverDays, returningOrders } = rules;
  if (orderCount === 0 && lastOrderDate === null) return { segment: 'new', reason: 'no orders yet' };
  if (totalSpent >= vipDollars && orderCount >= vipOrders) {
    return { segment: 'vip', reason: `at least ${vipOrders} orders and $${vipDollars} spent` };
  }
  // Every comparison with NaN is false: an unknown date makes nobody loyal, at risk or churned.
  const days = lastOrderDate === null ? NaN : daysSince(lastOrderDate, now);
  if (orderCount >= loyalOrders && days < loyalUnderDays) {
    return {
      segment: 'loyal',
      reason: `at least ${loyalOrders} orders, the last under ${loyalUnderDays} days ago`,
    };
  }
  if (days > churnedOverDays)
    return { segment: 'churned', reason: `last order over ${churnedOverDays} days ago` };
  if (days > atRiskOverDays)
    return { segment: 'at_risk', reason: `last order over ${atRiskOverDays} days ago` };
  const when = Number.isNaN(days) ? 'on an unknown date' : `at most ${atRiskOverDays} days ago`;
  if (orderCount >= returningOrders) {
    return { segment: 'returning', reason: `at least ${returningOrders} orders, the last ${when}` };
  }
  if (orderCount > 0) {
    return { segment: 'new', reason: `${orderCount === 1 ? 'one order' : `${orderCount} orders`}, ${when}` };
  }
  return { segment: 'new', reason: `no orders that count, the last date ${when}` };
}

function nextChange(input: SegmentInput, now: Date, segment: Segment, rules: SegmentRules): Date | null {
  if (input.lastOrderDate === null) return null;
  for (const days of turningDays(rules)) {
    const moment = new Date(input.lastOrderDate.getTime() + days * DAY_MILLISECONDS);
    if (moment > now && decide(input, moment, rules).segment !== segment)
      return isStorableInstant(moment) ? moment : null;
  }
  return null;
}

/** A count of 0 for every segment. */
export function emptySegmentCounts(): Record<Segment, number> {
  return { vip: 0, loyal: 0, returning: 0, new: 0, at_risk: 0, churned: 0 };
}

/**
 * The segment to which a customer of `segment` changes when time passes without an order; null for those that never change. (The
 * rules leave no choice: an order that grows old makes everybody at risk, and every customer at risk churns.)
 */
export function segmentAfter(segment: Segment): Segment | null {
  switch (segment) {
    case 'loyal':
    case 'returning':
    case 'new':
      return 'at_risk';
    case 'at_risk':
      return 'churned';
    case 'vip':
    case 'churned':
      return null;
  }
}
