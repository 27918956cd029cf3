import { DAY_MILLISECONDS, daysSince } from './time';

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

const VIP_DOLLARS = 1000;
const VIP_ORDERS = 10;
const LOYAL_ORDERS = 5;
const LOYAL_UNDER_DAYS = 60;
const AT_RISK_OVER_DAYS = 45;
const CHURNED_OVER_DAYS = 90;
const RETURNING_ORDERS = 2;

/** The only ages of the last order, in whole days, at which a rule can turn; ascending. */
const TURNING_DAYS = [AT_RISK_OVER_DAYS + 1, LOYAL_UNDER_DAYS, CHURNED_OVER_DAYS + 1];

/**
 * A customer's segment by the seed's rules, in the seed's order.
 *
 * @returns `reason` names the rule that decided and stays the same while it does; `dueAt` is the first moment after `now` at which
 * the same input gives another segment, null when it never will.
 */
export function calculateSegment(input: SegmentInput, now: Date): Ruling & { dueAt: Date | null } {
  const ruling = decide(input, now);
  return { ...ruling, dueAt: nextChange(input, now, ruling.segment) };
}

function decide({ orderCount, totalSpent, lastOrderDate }: SegmentInput, now: Date): Ruling {
  if (orderCount === 0 && lastOrderDate === null) return { segment: 'new', reason: 'no orders yet' };
  if (totalSpent >= VIP_DOLLARS && orderCount >= VIP_ORDERS) {
    return { segment: 'vip', reason: `at least ${VIP_ORDERS} orders and $${VIP_DOLLARS} spent` };
  }
  // Every comparison with NaN is false: an unknown date makes nobody loyal, at risk or churned.
  const days = lastOrderDate === null ? NaN : daysSince(lastOrderDate, now);
  if (orderCount >= LOYAL_ORDERS && days < LOYAL_UNDER_DAYS) {
    return {
      segment: 'loyal',
      reason: `at least ${LOYAL_ORDERS} orders, the last under ${LOYAL_UNDER_DAYS} days ago`,
    };
  }
  if (days > CHURNED_OVER_DAYS)
    return { segment: 'churned', reason: `last order over ${CHURNED_OVER_DAYS} days ago` };
  if (days > AT_RISK_OVER_DAYS)
    return { segment: 'at_risk', reason: `last order over ${AT_RISK_OVER_DAYS} days ago` };
  const when = Number.isNaN(days) ? 'on an unknown date' : `at most ${AT_RISK_OVER_DAYS} days ago`;
  if (orderCount >= RETURNING_ORDERS) {
    return { segment: 'returning', reason: `at least ${RETURNING_ORDERS} orders, the last ${when}` };
  }
  if (orderCount === 1) return { segment: 'new', reason: `one order, ${when}` };
  return { segment: 'new', reason: `no orders that count, the last date ${when}` };
}

function nextChange(input: SegmentInput, now: Date, segment: Segment): Date | null {
  if (input.lastOrderDate === null) return null;
  for (const days of TURNING_DAYS) {
    const moment = new Date(input.lastOrderDate.getTime() + days * DAY_MILLISECONDS);
    if (moment > now && decide(input, moment).segment !== segment) return moment;
  }
  return null;
}

/** A count of 0 for every segment. */
export function emptySegmentCounts(): Record<Segment, number> {
  return { vip: 0, loyal: 0, returning: 0, new: 0, at_risk: 0, churned: 0 };
}

/**
 * The segment to which a customer of `segment` changes when time passes without an order; null for those that never change. (The
 * rules leave no choice: an order that grows old makes everybody at risk, and whoever is at risk churns.)
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
