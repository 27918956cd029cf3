import type { Segment } from '../../../functions/src/rules/customers/segment';

/** The segments' names for people, in the order of the rules. */
export const SEGMENT_LABELS: Record<Segment, string> = {
  vip: 'VIP',
  loyal: 'Loyal',
  returning: 'Returning',
  new: 'New',
  at_risk: 'At risk',
  churned: 'Churned',
};

export const SEGMENT_NAMES = Object.keys(SEGMENT_LABELS) as Segment[];

/** `lookback_over` → `Lookback over`: names of the system that have no label of their own. */
export function humanize(name: string): string {
  const words = name.replaceAll('_', ' ').replace(/\bpos\b/, 'POS');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
