/** The thresholds of the segments. Days count from the last order; money is in dollars. */
export interface SegmentRules {
  readonly vipDollars: number;
  readonly vipOrders: number;
  readonly loyalOrders: number;
  readonly loyalUnderDays: number;
  readonly atRiskOverDays: number;
  readonly churnedOverDays: number;
  readonly returningOrders: number;
}

/** The seed's thresholds, for tenants that set none of their own. */
export const DEFAULT_SEGMENT_RULES: SegmentRules = {
  vipDollars: 1000,
  vipOrders: 10,
  loyalOrders: 5,
  loyalUnderDays: 60,
  atRiskOverDays: 45,
  churnedOverDays: 90,
  returningOrders: 2,
};

/** The most that a threshold can be: ten years, and more orders and dollars than any customer of a shop has. */
export const SEGMENT_RULE_LIMITS = { dollars: 1_000_000, orders: 10_000, days: 3650 } as const;

type Step = readonly [
  lower: keyof SegmentRules,
  relation: 'less than' | 'at most',
  upper: keyof SegmentRules,
];

/**
 * What makes the rules a ladder: more orders never lead to a lesser segment, and time alone takes customers only from
 * `loyal`, `returning` and `new` to `at_risk`, and from there to `churned`.
 */
const LADDER: readonly Step[] = [
  ['returningOrders', 'at most', 'loyalOrders'],
  ['loyalOrders', 'at most', 'vipOrders'],
  ['atRiskOverDays', 'less than', 'loyalUnderDays'],
  ['loyalUnderDays', 'at most', 'churnedOverDays'],
];

/** The thresholds that break the ladder, and how to fix each; none if the rules can be used. */
export function segmentRuleFaults(rules: SegmentRules): { field: keyof SegmentRules; message: string }[] {
  return LADDER.flatMap(([lower, relation, upper]) => {
    const holds = relation === 'at most' ? rules[lower] <= rules[upper] : rules[lower] < rules[upper];
    if (holds) return [];
    const message = `must be ${relation} ${upper} (${rules[upper]}), and is ${rules[lower]}`;
    return [{ field: lower, message }];
  });
}
