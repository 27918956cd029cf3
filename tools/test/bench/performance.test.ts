import { performanceText } from '../../bench/report/performance';
import { costInDollars } from '../../../functions/src/rules/money/pricing';
import { measurementOf, MOMENT, resultsOf, worldOf } from './results';

describe('performanceText', () => {
  const worlds = [
    worldOf(3_004, [
      measurementOf('Sync Sam', 'no change', { reads: 25, writes: 6 }),
      measurementOf('Sync Sam', '1 % changed', { reads: 269, writes: 408, lowest: 407 }),
      measurementOf('blind upsert', 'no change', { reads: 401, writes: 18_104 }),
    ]),
  ];

  it('sets what was written beside the fewest writes possible', () => {
    const text = performanceText(resultsOf({ worlds }));
    expect(text).toMatch(/^\| 1 % changed +\| +407 \| +0 \| +0 \| +0 \| +0 \| +407 \| +408 \|$/m);
  });

  it('says how many times as dear the others are', () => {
    const row = performanceText(resultsOf({ worlds }))
      .split('\n')
      .find((line) => /^\| +\| blind upsert/.test(line));
    expect(row?.split('|').map((cell) => cell.trim())).toEqual(
      expect.arrayContaining(['blind upsert', '18,104', '0.0164', '1,272']),
    );
  });

  it('says what 48 syncs a day come to in 30 days', () => {
    const text = performanceText(resultsOf({ worlds }));
    const month = (reads: number, writes: number) => 48 * 30 * costInDollars({ reads, writes, deletes: 0 });
    const [ownNothing, ownSome, blind] = [month(25, 6), month(269, 408), month(401, 18_104)];
    expect([ownNothing, ownSome, blind].map((dollars) => dollars.toPrecision(3))).toEqual([
      '0.0186',
      '0.645',
      '23.6',
    ]);
    expect(text).toMatch(/^\| 3,004 customers \| +0\.0186 \| +0\.645 \| +\| +\| +23\.64 \|$/m);
  });

  it('has a table of the large tenant where there is one', () => {
    const numbers = {
      seconds: 900,
      runSeconds: 700,
      reads: 9,
      writes: 8,
      peakHeapBytes: 2e8,
      peakRssBytes: 4e8,
    };
    const memory = {
      ...MOMENT,
      customers: 250_000,
      orders: 1_000_000,
      heapLimitMebibytes: 256,
      phases: [{ phase: 'first sync' as const, continuations: 3, ...numbers }],
    };
    expect(performanceText(resultsOf({ memory }))).toMatch(
      /^\| first sync \| +3 \| +9 \| +8 \| +900 \| +700 \| +200 \| +400 \|$/m,
    );
    expect(performanceText(resultsOf())).not.toContain('A large tenant');
  });
});
