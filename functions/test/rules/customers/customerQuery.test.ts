import fc from 'fast-check';
import { comparePositions, type SortPosition } from '../../../src/rules/customers/customerQuery';

const position: fc.Arbitrary<SortPosition> = fc.record({
  value: fc.oneof(
    fc.constant(null),
    fc.integer({ min: -3, max: 3 }),
    fc.record({ seconds: fc.integer({ min: 0, max: 2 }), nanoseconds: fc.integer({ min: 0, max: 2 }) }),
    fc.constantFrom('', 'A', 'a', 'é', '\uffee', '😀'),
  ),
  id: fc.constantFrom('a', 'b', 'B', '\uffee', '😀'),
});

describe('comparePositions', () => {
  it('sorts as Firestore does: nothing, numbers, instants, text by code point; then by id', () => {
    const at = (seconds: number, nanoseconds = 0) => ({ seconds, nanoseconds });
    const sorted: SortPosition[] = [
      { value: null, id: 'x' },
      { value: -1, id: 'x' },
      { value: 2, id: 'x' },
      { value: 10, id: 'w' },
      { value: 10, id: 'x' },
      { value: at(0, 9), id: 'x' },
      { value: at(1, 0), id: 'x' },
      { value: at(1, 1), id: 'x' },
      { value: 'Zoe', id: 'x' },
      { value: 'ann', id: 'x' },
      { value: 'é', id: 'x' },
      { value: '\uffee', id: 'x' },
      // Behind the one before, although the first of its two code units is smaller.
      { value: '😀', id: 'x' },
    ];
    expect([...sorted].reverse().sort(comparePositions)).toEqual(sorted);
  });

  it('is a total order', () => {
    fc.assert(
      fc.property(position, position, position, (a, b, c) => {
        expect(Math.sign(comparePositions(a, b))).toBe(-Math.sign(comparePositions(b, a)) + 0);
        expect(comparePositions(a, b) === 0).toBe(JSON.stringify(a) === JSON.stringify(b));
        if (comparePositions(a, b) <= 0 && comparePositions(b, c) <= 0)
          expect(comparePositions(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
