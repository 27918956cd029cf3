import fc from 'fast-check';
import { SeenIds } from '../../../src/rules/identity/seenIds';

const ids = fc.array(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 200 });
const numbers = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => String(from + index));

describe('SeenIds', () => {
  it('forgets nobody, over any number of deliveries', () => {
    fc.assert(
      fc.property(fc.array(ids, { maxLength: 5 }), fc.nat({ max: 500 }), (deliveries, expected) => {
        let seen = SeenIds.begin(expected, 'run');
        for (const delivery of deliveries) {
          for (const id of delivery) seen.add(id);
          expect(delivery.every((id) => seen.has(id))).toBe(true);
          seen = SeenIds.resume(seen.encoded(), 'run');
        }
        expect(deliveries.flat().every((id) => seen.has(id))).toBe(true);
      }),
    );
  });

  it('is exact within a delivery', () => {
    fc.assert(
      fc.property(ids, ids, (some, others) => {
        const seen = SeenIds.begin(0, 'run');
        for (const id of some) seen.add(id);
        expect(others.map((id) => seen.has(id))).toEqual(others.map((id) => some.includes(id)));
      }),
    );
  });

  it.each([
    [10_000, 10_000, 0.003],
    [200_000, 200_000, 0.05],
  ])('takes few of %d others for seen after %d ids', (count, others, share) => {
    const seen = SeenIds.begin(count, 'run');
    for (const id of numbers(1, count)) seen.add(id);
    const later = SeenIds.resume(seen.encoded(), 'run');
    const mistaken = numbers(10_000_000, others).filter((id) => later.has(id));
    expect(mistaken.length / others).toBeLessThan(share);
  });

  it('takes others for seen with another salt', () => {
    const mistakenWith = (salt: string) => {
      const seen = SeenIds.begin(0, salt);
      for (const id of numbers(1, 500)) seen.add(id);
      const later = SeenIds.resume(seen.encoded(), salt);
      return numbers(10_000, 200).filter((id) => later.has(id));
    };
    const [first, second] = [mistakenWith('a'), mistakenWith('b')];
    expect(first.length).toBeGreaterThan(0);
    expect(first.filter((id) => second.includes(id)).length).toBeLessThan(first.length);
  });

  it('is small enough for a message, however many there are', () => {
    expect(SeenIds.begin(0, 'run').encoded().length).toBeLessThan(400);
    expect(SeenIds.begin(10_000_000, 'run').encoded().length).toBeLessThan(360_000);
  });

  it('begins with nobody from what says nothing', () => {
    expect(SeenIds.resume('', 'run').has('1')).toBe(false);
  });
});
