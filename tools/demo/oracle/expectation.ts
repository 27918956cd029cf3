/**
 * What the demo expects to find, worked out the plain way from what the POS holds and with nothing of the pipeline's:
 * money in whole cents, ids without prefix.
 */
export interface Expectation {
  /** By POS customer id. */
  customers: Map<string, ExpectedCustomer>;
  orders: { count: number; cents: number };
  /** By spending key: `cid_…` or an address. */
  spending: Map<string, ExpectedSpending>;
  products: number;
}

export interface ExpectedSpending {
  orderCount: number;
  cents: number;
}

export interface ExpectedCustomer extends ExpectedSpending {
  segment: string;
}

export const SEGMENT_NAMES = ['vip', 'loyal', 'returning', 'new', 'at_risk', 'churned'] as const;
export type Histogram = Record<string, number>;

/** How many customers each segment has; every segment is named. */
export function histogramOf(segments: Iterable<string>): Histogram {
  const histogram: Histogram = Object.fromEntries(SEGMENT_NAMES.map((segment) => [segment, 0]));
  for (const segment of segments) histogram[segment] = (histogram[segment] ?? 0) + 1;
  return histogram;
}

/** The seed's rules, line by line. @param daysSinceLastOrder undefined without a last order. */
export function naiveSegment(
  orderCount: number,
  cents: number,
  daysSinceLastOrder: number | undefined,
): (typeof SEGMENT_NAMES)[number] {
  if (orderCount === 0 && daysSinceLastOrder === undefined) return 'new';
  if (cents >= 100_000 && orderCount >= 10) return 'vip';
  const days = daysSinceLastOrder ?? Number.NaN;
  if (orderCount >= 5 && days < 60) return 'loyal';
  if (days > 90) return 'churned';
  if (days > 45) return 'at_risk';
  if (orderCount >= 2) return 'returning';
  return 'new';
}
