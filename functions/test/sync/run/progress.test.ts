import { emptyProgress, runProgress } from '../../../src/documents/runProgress';
import { NO_MEASUREMENTS } from '../../../src/rules/answers/plausibility';
import { addCounts, advance, emptyCounts } from '../../../src/sync/run/progress';

const counts = (added: number, skipped: Record<string, number> = {}) => ({
  ...emptyCounts(),
  added,
  skipped,
  pages: 1,
});

describe('progress', () => {
  it('adds up the deliveries of a stage', () => {
    expect(addCounts(counts(1, { no_match: 2 }), counts(2, { no_match: 1, other: 1 }))).toEqual({
      ...emptyCounts(),
      added: 3,
      pages: 2,
      skipped: { no_match: 3, other: 1 },
    });
  });

  it('keeps what earlier stages learned, and survives a message', () => {
    const learned = {
      window: { from: '2026-01-01', to: '2026-02-01' },
      dialect: null,
      pageSize: null,
      unknownStatuses: {},
      measured: { ...NO_MEASUREMENTS, customers: { records: 2, filled: { phone: 1 } } },
      billed: { reads: 1, writes: 2, deletes: 0 },
    };
    const first = advance(emptyProgress(), 'customers', counts(1), {
      ...learned,
      totals: { customerCount: 5 },
    });
    const second = advance(first, 'orders', counts(2), { ...learned, totals: {} });
    expect(second.totals).toEqual({ customerCount: 5 });
    expect(second.measured.customers).toEqual({ records: 4, filled: { phone: 2 } });
    expect(Object.keys(second.stages)).toEqual(['customers', 'orders']);
    expect(runProgress.parse(JSON.parse(JSON.stringify(second)))).toEqual(second);
    const { measured: _, ...ofEarlierRelease } = second;
    expect(runProgress.parse(ofEarlierRelease)).toEqual({ ...second, measured: NO_MEASUREMENTS });
  });
});
