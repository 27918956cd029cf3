import { median } from '../../bench/measures/median';

describe('median', () => {
  it('is the middle value, whatever the order', () => expect(median([9, 1, 5])).toBe(5));
  it('is the mean of the two in the middle', () => expect(median([10, 1, 3, 5])).toBe(4));
  it('refuses no values', () => expect(() => median([])).toThrow(RangeError));
});
