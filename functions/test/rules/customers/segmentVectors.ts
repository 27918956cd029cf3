import type { Segment } from '../../../src/rules/customers/segment';

/** The specification's own: orders, dollars, days since the last order (null if unknown), and the segment. */
export const SEGMENT_VECTORS: readonly [
  orderCount: number,
  totalSpent: number,
  days: number | null,
  segment: Segment,
][] = [
  [0, 0, null, 'new'],
  [10, 1000, 400, 'vip'],
  [10, 999.99, 10, 'loyal'],
  [9, 1000, 10, 'loyal'],
  [5, 300, 45, 'loyal'],
  [5, 300, 46, 'loyal'],
  [5, 300, 59, 'loyal'],
  [5, 300, 60, 'at_risk'],
  [5, 300, 90, 'at_risk'],
  [5, 300, 91, 'churned'],
  [2, 80, 45, 'returning'],
  [2, 80, 46, 'at_risk'],
  [2, 80, 90, 'at_risk'],
  [2, 80, 91, 'churned'],
  [1, 80, 10, 'new'],
  [1, 80, 46, 'at_risk'],
  [1, 80, 91, 'churned'],
  [5, 300, null, 'returning'],
  [1, 30, null, 'new'],
  [0, 0, 100, 'churned'],
  [5, 300, -3, 'loyal'],
];
