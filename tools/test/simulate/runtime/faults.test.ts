import { FAULT_KINDS, Faults } from '../../../simulate/runtime/faults';
import { Random } from '../../../simulate/runtime/random';

/** How often each kind struck over many seeds, asked as often as a seed asks. */
function strikes(seeds: number) {
  const totals = new Map<string, number>();
  let faultless = 0;
  for (let seed = 1; seed <= seeds; seed += 1) {
    const faults = new Faults(new Random(seed));
    if (faults.describe() === 'none') faultless += 1;
    for (let opportunity = 0; opportunity < 200; opportunity += 1)
      for (const kind of FAULT_KINDS) faults.strikes(kind);
    for (const [kind, count] of faults.injected) totals.set(kind, (totals.get(kind) ?? 0) + count);
  }
  return { totals, faultless };
}

describe('Faults', () => {
  it('injects every kind in some seeds, and leaves some seeds without any', () => {
    const { totals, faultless } = strikes(150);
    expect([...totals.keys()].sort()).toEqual([...FAULT_KINDS].sort());
    expect(faultless).toBeGreaterThan(0);
    expect(faultless).toBeLessThan(50);
  });

  it('injects nothing once stopped', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const faults = new Faults(new Random(seed));
      faults.stop();
      for (const kind of FAULT_KINDS) expect(faults.strikes(kind)).toBe(false);
      expect(faults.injected.size).toBe(0);
    }
  });
});
