import { histogramOf, naiveSegment } from '../../../demo/oracle/expectation';

/** The vectors of alleaves.md: orders, dollars, days since the last order (undefined where unknown), segment. */
const VECTORS: [number, number, number | undefined, string][] = [
  [0, 0, undefined, 'new'],
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
  [5, 300, undefined, 'returning'],
  [1, 30, undefined, 'new'],
  [0, 0, 100, 'churned'],
];

describe('naiveSegment', () => {
  it.each(VECTORS)('%d orders, $%d, %s days: %s', (orders, dollars, days, segment) => {
    expect(naiveSegment(orders, Math.round(dollars * 100), days)).toBe(segment);
  });
});

describe('histogramOf', () => {
  it('names every segment, also those that nobody has', () => {
    expect(histogramOf(['vip', 'new', 'new'])).toEqual({
      vip: 1,
      loyal: 0,
      returning: 0,
      new: 2,
      at_risk: 0,
      churned: 0,
    });
  });
});
