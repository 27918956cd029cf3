import { SEGMENT_VECTORS } from '../../../../functions/test/rules/customers/segmentVectors';
import { histogramOf, naiveSegment } from '../../../demo/oracle/expectation';

describe('naiveSegment', () => {
  it.each(SEGMENT_VECTORS)('%d orders, $%d, %s days: %s', (orders, dollars, days, segment) => {
    expect(naiveSegment(orders, Math.round(dollars * 100), days ?? undefined)).toBe(segment);
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
