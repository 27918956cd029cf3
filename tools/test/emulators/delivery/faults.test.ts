import fc from 'fast-check';
import { Faults } from '../../../emulators/delivery/faults';

const decisions = (faults: Faults) =>
  Array.from({ length: 40 }, () => [faults.copies(), faults.delayMs(), faults.next(10)]);

describe('Faults', () => {
  it('does nothing unless told to', () => {
    expect(new Set(decisions(new Faults()).map(String))).toEqual(new Set(['1,0,0']));
  });

  it('decides the same for the same seed', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0, max: 1, noNaN: true }), (seed, duplicateRate) => {
        const settings = { seed, duplicateRate, reorder: true, maximumDelayMs: 50 };
        const faults = new Faults(settings);
        const first = decisions(faults);
        faults.set(settings);
        expect(decisions(faults)).toEqual(first);
        for (const [copies = 0, delayMs = 0, next = 0] of first) {
          expect(copies === 1 || copies === 2).toBe(true);
          expect(delayMs).toBeLessThanOrEqual(50);
          expect(next).toBeLessThan(10);
        }
      }),
    );
  });

  it('duplicates always at rate 1 and about half at one half', () => {
    const copies = (duplicateRate: number) =>
      decisions(new Faults({ duplicateRate, seed: 7 })).filter(([count]) => count === 2).length;
    expect(copies(1)).toBe(40);
    expect(copies(0.5)).toBeGreaterThan(8);
    expect(copies(0.5)).toBeLessThan(32);
  });

  it('names a setting that is out of range', () => {
    expect(() => new Faults({ duplicateRate: 2 })).toThrow(/duplicateRate/);
    expect(() => new Faults({ maximumDelayMs: -1 })).toThrow(/maximumDelayMs/);
  });
});
