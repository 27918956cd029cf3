import { dollarsOfSync } from '../../bench/costs';
import { monthsOf } from '../../bench/measures/months';
import type { WaitingRow, WaitingSubject } from '../../bench/waiting';
import { waitingTargets } from '../../bench/waitingTargets';
import { MOMENT } from './results';

function row(subject: WaitingSubject, largestPage: number, seconds: number, given: Partial<WaitingRow> = {}) {
  const use = { name: 'all', calls: 1, seconds, cpuSeconds: 0, cpu: 1, memoryGibibytes: 0.5 };
  const billed = { reads: 25, writes: 6, deletes: 0 };
  return {
    subject,
    largestPage,
    answerMilliseconds: 150,
    repetitions: 1,
    wallSeconds: seconds,
    posRequests: 100,
    peakInFlight: 4,
    reads: 25,
    writes: 6,
    dataWrites: 0,
    messages: 5,
    secretReads: 1,
    peakHeapBytes: 1,
    functions: [{ ...use, billedSeconds: seconds }],
    dollars: dollarsOfSync({ billed, messages: 5, secretReads: 1, functions: [use] }, 0),
    ...given,
  } satisfies WaitingRow;
}

const check = (rows: WaitingRow[]) => {
  const waiting = { ...MOMENT, customers: 1, orders: 1, items: 1, startCpuSeconds: 0, rows };
  return new Map(waitingTargets({ ...waiting, months: monthsOf(rows) }).map(({ name, met }) => [name, met]));
};

describe('waitingTargets', () => {
  const good = [
    row('Sync Sam', 100, 7),
    row('Sync Sam', 1_000, 2.4),
    row('Sync Sam, recent changes', 100, 1, { writes: 2 }),
    row('Sync Sam, recent changes', 1_000, 1, { writes: 2 }),
    row('Sync Sam, two tenants at once', 100, 3.5),
    row('one page at a time', 100, 25),
    row('one page at a time', 1_000, 25),
  ];

  it('are met where pages side by side take a share of the time and of the dollars', () => {
    const targets = check(good);
    expect(targets.size).toBe(8);
    expect([...targets.entries()].filter(([, met]) => met !== true).map(([name]) => name)).toEqual([
      'slow POS, 100 rows a page, month of Sync Sam',
    ]);
  });

  it.each<[string, WaitingRow]>([
    ['slow POS, 100 rows a page, seconds', row('Sync Sam', 100, 7.6)],
    ['slow POS, 1,000 rows a page, seconds', row('Sync Sam', 1_000, 3.1)],
    [
      'slow POS, 1,000 rows a page, month of Sync Sam, and recent changes',
      row('Sync Sam, recent changes', 1_000, 5),
    ],
    [
      'slow POS, 100 rows a page, month of Sync Sam, two tenants at once',
      row('Sync Sam, two tenants at once', 100, 7),
    ],
    ['slow POS, counts', row('Sync Sam', 100, 7, { reads: 26 })],
    ['slow POS, counts', row('Sync Sam', 100, 7, { peakInFlight: 5 })],
    ['slow POS, counts', row('Sync Sam, recent changes', 100, 1, { writes: 3 })],
  ])('are missed: %s', (name, worse) => {
    const rows = good.map((one) =>
      one.subject === worse.subject && one.largestPage === worse.largestPage ? worse : one,
    );
    expect(check(rows).get(name)).toBe(false);
  });
});
