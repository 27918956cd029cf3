import type { TargetResult } from './results';
import type { WaitingResult, WaitingRow, WaitingSubject } from './waiting';

/** Wall seconds beside those of reading one page after the other, by the rows that the POS gives a page. */
const MAX_SHARE_OF_SECONDS = new Map([
  [100, 0.3],
  [1_000, 0.12],
]);
const MAX_SHARE_OF_DOLLARS = 0.25;
const MAX_SHARE_WITH_RECENT = 0.4;
const MAX_IN_FLIGHT = 4;
const MOST = { reads: 25, writes: 6, dataWrites: 0 };
const MOST_RECENT_WRITES = 2;

/** Holds what was measured at a POS that takes its time against what the design promises. */
export function waitingTargets({ rows, months }: WaitingResult): TargetResult[] {
  const slow = rows.filter(({ answerMilliseconds }) => answerMilliseconds > 0);
  const find = (subject: WaitingSubject, largestPage: number) =>
    slow.find((row) => row.subject === subject && row.largestPage === largestPage);
  const monthOf = (name: string, largestPage: number) =>
    months.find((one) => one.name === name && one.answerMilliseconds > 0 && one.largestPage === largestPage)
      ?.dollars.total;
  const targets: TargetResult[] = [];
  for (const [largestPage, share] of MAX_SHARE_OF_SECONDS) {
    const own = find('Sync Sam', largestPage);
    const before = find('one page at a time', largestPage);
    if (own === undefined || before === undefined) continue;
    const pages = `${largestPage.toLocaleString('en-US')} rows a page`;
    targets.push({
      name: `slow POS, ${pages}, seconds`,
      target: `at most ${share} times those of one page at a time`,
      measured: `${(own.wallSeconds / before.wallSeconds).toFixed(3)} times: ${own.wallSeconds.toFixed(1)} s beside ${before.wallSeconds.toFixed(1)} s`,
      met: own.wallSeconds <= share * before.wallSeconds,
      exact: false,
    });
    const usual = monthOf('one page at a time', largestPage);
    for (const [name, most] of [
      ['Sync Sam', MAX_SHARE_OF_DOLLARS],
      ['Sync Sam, and recent changes', MAX_SHARE_WITH_RECENT],
      ['Sync Sam, two tenants at once', MAX_SHARE_OF_DOLLARS],
    ] as const) {
      const dollars = monthOf(name, largestPage);
      if (dollars === undefined || usual === undefined) continue;
      targets.push({
        name: `slow POS, ${pages}, month of ${name}`,
        target: `at most ${most} times the dollars of one page at a time`,
        measured: `${(dollars / usual).toFixed(3)} times: $${dollars.toFixed(3)} beside $${usual.toFixed(3)}`,
        met: dollars <= most * usual,
        exact: false,
      });
    }
  }
  return [...targets, counts(slow)];
}

function counts(slow: readonly WaitingRow[]): TargetResult {
  const own = slow.filter(({ subject }) => subject === 'Sync Sam');
  const recent = slow.filter(({ subject }) => subject === 'Sync Sam, recent changes');
  const highest = (name: 'reads' | 'writes' | 'dataWrites' | 'peakInFlight', of: readonly WaitingRow[]) =>
    Math.max(0, ...of.map((row) => row[name]));
  return {
    name: 'slow POS, counts',
    target: `${MOST.reads} reads, ${MOST.writes} writes, none of data; ${MOST_RECENT_WRITES} writes of a run for recent changes; ${MAX_IN_FLIGHT} requests in flight`,
    measured: `${highest('reads', own)} reads, ${highest('writes', own)} writes, ${highest('dataWrites', own)} of data; ${highest('writes', recent)} writes; ${highest('peakInFlight', [...own, ...recent])} in flight`,
    met:
      own.every(
        ({ reads, writes, dataWrites }) =>
          reads <= MOST.reads && writes <= MOST.writes && dataWrites === MOST.dataWrites,
      ) &&
      recent.every(({ writes }) => writes <= MOST_RECENT_WRITES) &&
      [...own, ...recent].every(({ peakInFlight }) => peakInFlight <= MAX_IN_FLIGHT),
    exact: true,
  };
}
