import { mergeResults } from '../../bench/report/merge';
import { checkTargets } from '../../bench/targets';
import { measurementOf, MOMENT, resultsOf, worldOf } from './results';

const world = (customers: number, reads: number) =>
  worldOf(customers, [measurementOf('Sync Sam', 'no change', { reads })]);
const coldStart = {
  ...MOMENT,
  repetitions: 15,
  functionsMilliseconds: 101,
  bareMilliseconds: 100,
  ratio: 1.01,
};

describe('mergeResults', () => {
  it('keeps what was measured before, but what has been measured again', () => {
    const kept = resultsOf({ worlds: [world(1_000, 23), world(10_000, 40)], coldStart });
    const found = resultsOf({ worlds: [world(3_004, 25), world(10_000, 37)] });
    const merged = mergeResults(kept, found);
    expect(merged.worlds).toEqual([world(1_000, 23), world(3_004, 25), world(10_000, 37)]);
    expect(merged.coldStart).toEqual(coldStart);
    expect(merged.targets).toEqual(checkTargets(merged));
    expect(merged.targets.find(({ name }) => name === 'growth, reads')?.met).toBe(true);
  });

  it('drops what was measured on another machine, or at other prices', () => {
    const found = resultsOf({ worlds: [world(1_000, 23)] });
    const { machine, prices } = found;
    for (const other of [
      { machine: { ...machine, cores: 8 } },
      { prices: { ...prices, date: '2025-01-01' } },
    ]) {
      const kept = resultsOf({ worlds: [world(10_000, 37)], coldStart, ...other });
      expect(mergeResults(kept, found)).toEqual(found);
    }
    expect(mergeResults(null, found)).toEqual(found);
  });
});
