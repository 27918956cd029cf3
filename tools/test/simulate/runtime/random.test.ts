import fc from 'fast-check';
import { Random } from '../../../simulate/runtime/random';

describe('Random', () => {
  it('gives the same sequence for the same seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
        const draw = () => {
          const random = new Random(seed);
          return [
            random.fraction(),
            random.integer(1, 1000),
            random.chance(0.5),
            random.pick(['a', 'b', 'c']),
          ];
        };
        expect(draw()).toEqual(draw());
      }),
    );
  });

  it('begins evenly over neighbouring seeds', () => {
    const first = Array.from({ length: 1000 }, (_, seed) => new Random(seed).fraction());
    expect(first.filter((fraction) => fraction < 0.1).length).toBeGreaterThan(60);
    expect(first.filter((fraction) => fraction < 0.1).length).toBeLessThan(140);
    expect(first.filter((fraction) => fraction < 0.9).length).toBeGreaterThan(860);
  });

  it('stays within its bounds', () => {
    const random = new Random(1);
    for (let count = 0; count < 1000; count += 1) {
      expect([2, 3, 4]).toContain(random.integer(2, 4));
      const rate = random.logarithmic(0.01, 0.5);
      expect(rate).toBeGreaterThanOrEqual(0.01);
      expect(rate).toBeLessThanOrEqual(0.5);
    }
  });

  it('does not ask for a number where nothing is left to chance', () => {
    const [one, two] = [new Random(7), new Random(7)];
    expect(one.chance(0)).toBe(false);
    expect(one.fraction()).toBe(two.fraction());
  });

  it('picks nothing of nothing', () => {
    expect(new Random(1).pickFrom<string>([])).toBeUndefined();
  });
});
