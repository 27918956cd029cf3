import { z } from 'zod';
import {
  DEFAULT_SEGMENT_RULES,
  SEGMENT_RULE_LIMITS,
  type SegmentRules,
  segmentRuleFaults,
} from '../rules/customers/segmentRules';
import { fingerprint } from '../rules/identity/fingerprint';

const { dollars, orders, days } = SEGMENT_RULE_LIMITS;
const dollarsField = z.number().min(0.01).max(dollars);
const ordersField = z.int().min(1).max(orders);
const daysField = z.int().min(1).max(days);
const defaults = DEFAULT_SEGMENT_RULES;

/** Thresholds as they are stored or given: those left out are the seed's. */
const given = z.strictObject({
  vipDollars: dollarsField
    .optional()
    .describe(`\`vip\`: dollars spent, at least. Default: ${defaults.vipDollars}.`),
  vipOrders: ordersField.optional().describe(`\`vip\`: orders, at least. Default: ${defaults.vipOrders}.`),
  loyalOrders: ordersField
    .optional()
    .describe(`\`loyal\`: orders, at least; at most \`vipOrders\`. Default: ${defaults.loyalOrders}.`),
  loyalUnderDays: daysField
    .optional()
    .describe(
      `\`loyal\`: days since the last order, fewer than this; at most \`churnedOverDays\`. Default: ${defaults.loyalUnderDays}.`,
    ),
  atRiskOverDays: daysField
    .optional()
    .describe(
      `\`at_risk\`: days since the last order, more than this; less than \`loyalUnderDays\`. Default: ${defaults.atRiskOverDays}.`,
    ),
  churnedOverDays: daysField
    .optional()
    .describe(
      `\`churned\`: days since the last order, more than this. Default: ${defaults.churnedOverDays}.`,
    ),
  returningOrders: ordersField
    .optional()
    .describe(
      `\`returning\`: orders, at least; at most \`loyalOrders\`. Default: ${defaults.returningOrders}.`,
    ),
});

/** A tenant's own thresholds. What is left out is the seed's, and the whole must be a ladder. */
export const segmentRulesField = given.superRefine((rules, context) => {
  for (const { field, message } of segmentRuleFaults(withDefaults(rules)))
    context.addIssue({ code: 'custom', path: [field], message });
});

/** The rules of a tenant that has set these thresholds, or none. */
export function withDefaults(rules: z.output<typeof given> | null | undefined): SegmentRules {
  const set = Object.entries(rules ?? {}).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(set) };
}

/** Tells rules apart: the same for the same thresholds. */
export function segmentRulesVersion(rules: SegmentRules): string {
  return fingerprint(rules);
}

/** Of the seed's rules, which everybody follows until others have been applied. */
export const DEFAULT_RULES_VERSION = segmentRulesVersion(defaults);
