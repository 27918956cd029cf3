import fc from 'fast-check';
import { type BilledRun, summarizeCost } from '../../../sam/queries/cost';

const NOW = new Date('2026-11-20T12:00:00Z');

function run(startedAt: string, reads: number, usd: number): BilledRun {
  return { startedAt, billed: { reads, writes: 6, deletes: 0, usd } };
}

const billedRun = fc.record({
  startedAt: fc
    .date({ min: new Date('2026-10-21T00:00:00Z'), max: NOW, noInvalidDate: true })
    .map((date) => date.toISOString()),
  billed: fc.record({
    reads: fc.nat(10_000),
    writes: fc.nat(10_000),
    deletes: fc.nat(10_000),
    usd: fc.nat(1_000_000).map((micro) => micro / 1e6),
  }),
});

describe('summarizeCost', () => {
  it('sums by day and projects thirty days from the time that is recorded', () => {
    const summary = summarizeCost(
      [
        run('2026-11-19T12:00:00Z', 100, 0.1),
        run('2026-11-18T12:00:00Z', 20, 0.02),
        run('2026-11-19T18:00:00Z', 10, 0.01),
      ],
      NOW,
    );
    expect(summary).toEqual({
      last: run('2026-11-19T18:00:00Z', 10, 0.01),
      days: [
        { day: '2026-11-19', runs: 2, billed: { reads: 110, writes: 12, deletes: 0, usd: 0.11 } },
        { day: '2026-11-18', runs: 1, billed: { reads: 20, writes: 6, deletes: 0, usd: 0.02 } },
      ],
      month: { reads: 1950, writes: 270, deletes: 0, usd: 1.95 },
    });
  });

  it('takes the first hours of a tenant for a whole day', () => {
    expect(summarizeCost([run('2026-11-20T11:30:00Z', 100, 0.1)], NOW).month).toMatchObject({
      reads: 3000,
      usd: 3,
    });
  });

  it('has nothing to say without runs', () => {
    expect(summarizeCost([], NOW)).toEqual({ last: null, days: [], month: null });
  });

  it('loses no run and no operation, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(billedRun, { minLength: 1 }), (runs) => {
        const { days, last } = summarizeCost(runs, NOW);
        const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
        expect(sum(days.map(({ runs: count }) => count))).toBe(runs.length);
        expect(sum(days.map(({ billed }) => billed.reads))).toBe(sum(runs.map(({ billed }) => billed.reads)));
        expect(sum(days.map(({ billed }) => billed.usd))).toBeCloseTo(
          sum(runs.map(({ billed }) => billed.usd)),
          6,
        );
        expect(days.map(({ day }) => day)).toEqual(
          days
            .map(({ day }) => day)
            .toSorted()
            .reverse(),
        );
        expect(last?.startedAt).toBe(
          runs
            .map(({ startedAt }) => startedAt)
            .sort()
            .at(-1),
        );
      }),
    );
  });
});
