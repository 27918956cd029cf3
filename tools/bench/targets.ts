import type { Figures, Measurement, Phase, Subject, WorldResult } from './figures';
import { BOOKKEEPING_WRITES } from './measures/lowerBound';
import { megabytes, whole } from './report/format';
import type { BenchResults, TargetResult } from './results';
import { waitingTargets } from './waitingTargets';

/** The dispensary of incident 1, of whose size several targets are. */
const TYPICAL_CUSTOMERS = 3_004;
const MAX_READS = 25;
const CHEAPER_THAN_BLIND = 500;
const CHEAPER_THAN_COMPARE = 10;
const MAX_WRITES_OVER_BOUND = 1.01;
const MAX_OVER_RAW_LOAD = 1.5;
const RAW_LOAD_FROM_CUSTOMERS = 10_000;
const LARGE = { customers: 250_000, orders: 1_000_000, heapMebibytes: 256 };
const MAX_COLD_START = 1.15;
const MAX_SEARCH_MILLISECONDS = 50;
const FAN_OUT = { seconds: 10, megabytes: 256 };

export type Measured = Omit<BenchResults, 'targets'>;

/** Holds what was measured against what the design promises. */
export function checkTargets({
  worlds,
  coldStart,
  fanOut,
  memory,
  search,
  waiting,
}: Measured): TargetResult[] {
  return [
    ...noChange(worlds.find(({ customers }) => customers === TYPICAL_CUSTOMERS)),
    ...worlds.map(changedShare).filter((target) => target !== null),
    ...worlds.map(firstSync).filter((target) => target !== null),
    ...growth(worlds),
    largeTenant(memory),
    {
      name: 'cold start',
      target: `loading index.js takes at most ${MAX_COLD_START} times loading the libraries alone`,
      measured:
        coldStart === null
          ? 'not measured'
          : `${coldStart.ratio.toFixed(2)} times (${Math.round(coldStart.functionsMilliseconds)} ms beside ${Math.round(coldStart.bareMilliseconds)} ms)`,
      met: coldStart === null ? null : coldStart.ratio <= MAX_COLD_START,
      exact: false,
    },
    {
      name: 'fan-out',
      target: `10,000 tenants are scheduled in under ${FAN_OUT.seconds} s and ${FAN_OUT.megabytes} MB`,
      measured:
        fanOut === null
          ? 'not measured'
          : `${whole(fanOut.published)} of ${whole(fanOut.tenants)} in ${fanOut.seconds.toFixed(1)} s, peak heap ` +
            `${megabytes(fanOut.peakHeapBytes)} MB, resident ${megabytes(fanOut.peakRssBytes)} MB`,
      met:
        fanOut === null
          ? null
          : fanOut.published === fanOut.tenants &&
            fanOut.seconds < FAN_OUT.seconds &&
            fanOut.peakRssBytes < FAN_OUT.megabytes * 1e6,
      exact: false,
    },
    ...(search === null ? [] : [hostileSearch(search)]),
    ...(waiting === null ? [] : waitingTargets(waiting)),
  ];
}

function hostileSearch({ customers, rows }: NonNullable<BenchResults['search']>): TargetResult {
  const slowest = Math.max(...rows.map(({ milliseconds }) => milliseconds));
  const plain = Math.max(...rows.map(({ plainMilliseconds }) => plainMilliseconds));
  return {
    name: 'search, hostile names',
    target: `${whole(customers)} customers with names of 200 characters: every search under ${MAX_SEARCH_MILLISECONDS} ms of a processor`,
    measured: `${slowest.toFixed(1)} ms at most (${plain.toFixed(1)} ms by words)`,
    met: slowest < MAX_SEARCH_MILLISECONDS,
    exact: false,
  };
}

/** A sync that does not succeed is an error of its own, and has no results. */
function largeTenant(memory: BenchResults['memory']): TargetResult {
  const target =
    `${whole(LARGE.customers)} customers and ${whole(LARGE.orders)} orders sync in continuations ` +
    `with a heap of ${LARGE.heapMebibytes} MiB`;
  if (memory === null) return { name: 'memory', target, measured: 'not measured', met: null, exact: true };
  const { customers, orders, heapLimitMebibytes, phases } = memory;
  const continuations = Math.max(...phases.map((one) => one.continuations));
  const isLarge = customers >= LARGE.customers && orders >= LARGE.orders;
  return {
    name: 'memory',
    target,
    measured:
      `${whole(customers)} customers and ${whole(orders)} orders, heap of ${heapLimitMebibytes} MiB: ` +
      `${phases.length} syncs succeeded, the first in ${continuations} continuations, peak heap ` +
      `${megabytes(Math.max(...phases.map(({ peakHeapBytes }) => peakHeapBytes)))} MB`,
    // A smaller tenant shows nothing about this one.
    met: isLarge ? continuations > 0 && heapLimitMebibytes <= LARGE.heapMebibytes : null,
    exact: true,
  };
}

function noChange(world: WorldResult | undefined): TargetResult[] {
  const own = world && find(world, 'Sync Sam', 'no change');
  const blind = world && find(world, 'blind upsert', 'no change');
  const compare = world && find(world, 'read and compare', 'no change');
  if (own === undefined || blind === undefined || compare === undefined) return [];
  const { dataWrites, triggerEvents, reads, writes, deletes } = own.median;
  const overBlind = blind.median.dollars / own.median.dollars;
  const overCompare = compare.median.dollars / own.median.dollars;
  return [
    {
      name: `no change, ${whole(TYPICAL_CUSTOMERS)} customers`,
      target: `0 data writes, 0 trigger events, at most ${MAX_READS} reads and ${BOOKKEEPING_WRITES} writes`,
      measured: `${dataWrites} data writes, ${triggerEvents} trigger events, ${reads} reads, ${writes} writes`,
      met:
        dataWrites === 0 &&
        triggerEvents === 0 &&
        deletes === 0 &&
        reads <= MAX_READS &&
        writes <= BOOKKEEPING_WRITES,
      exact: true,
    },
    {
      name: `no change, ${whole(TYPICAL_CUSTOMERS)} customers, dollars`,
      target: `${CHEAPER_THAN_BLIND} times cheaper than blind upsert, ${CHEAPER_THAN_COMPARE} times than read and compare`,
      measured: `${whole(overBlind)} times, ${whole(overCompare)} times`,
      met: overBlind >= CHEAPER_THAN_BLIND && overCompare >= CHEAPER_THAN_COMPARE,
      exact: true,
    },
  ];
}

function changedShare(world: WorldResult): TargetResult | null {
  const own = find(world, 'Sync Sam', '1 % changed');
  if (own?.lowestWrites == null) return null;
  const ratio = own.median.writes / own.lowestWrites.total;
  return {
    name: `1 % changed, ${world.name}`,
    target: `at most ${MAX_WRITES_OVER_BOUND} times the fewest writes possible`,
    measured: `${ratio.toFixed(3)} times: ${whole(own.median.writes)} of at least ${whole(own.lowestWrites.total)}`,
    met: ratio <= MAX_WRITES_OVER_BOUND,
    exact: true,
  };
}

function firstSync(world: WorldResult): TargetResult | null {
  const own = find(world, 'Sync Sam', 'first sync');
  const raw = find(world, 'raw load', 'first sync');
  if (own === undefined || raw === undefined || world.customers < RAW_LOAD_FROM_CUSTOMERS) return null;
  const ratio = own.median.runSeconds / raw.median.seconds;
  return {
    name: `first sync, ${world.name}`,
    target: `at most ${MAX_OVER_RAW_LOAD} times the seconds of raw load`,
    measured:
      `${ratio.toFixed(2)} times: ${own.median.runSeconds.toFixed(1)} s beside ${raw.median.seconds.toFixed(1)} s ` +
      `(${own.median.seconds.toFixed(1)} s until the last segment was written)`,
    met: ratio <= MAX_OVER_RAW_LOAD,
    exact: false,
  };
}

/** From the smallest world to the largest, what a sync without changes takes must not grow faster than the records. */
function growth(worlds: readonly WorldResult[]): TargetResult[] {
  const rosters = worlds
    .flatMap((world) => {
      const own = find(world, 'Sync Sam', 'no change');
      return own === undefined || world.kind !== 'roster' ? [] : [{ records: recordsOf(world), own }];
    })
    .sort((a, b) => a.records - b.records);
  const smallest = rosters[0];
  const largest = rosters.at(-1);
  if (smallest === undefined || largest === undefined || smallest === largest) return [];
  const records = largest.records / smallest.records;
  const grown = (name: keyof Figures) => largest.own.median[name] / smallest.own.median[name];
  const line = (name: keyof Figures, label: string, exact: boolean): TargetResult => ({
    name: `growth, ${label}`,
    target: 'no change: no faster than the records in the window',
    measured: `${grown(name).toFixed(1)} times for ${records.toFixed(1)} times the records`,
    met: grown(name) <= records,
    exact,
  });
  return [
    line('reads', 'reads', true),
    line('seconds', 'seconds', false),
    line('peakHeapBytes', 'memory', false),
  ];
}

function recordsOf({ customers, orders, items }: WorldResult): number {
  return customers + orders + items;
}

function find(world: WorldResult, subject: Subject, phase: Phase): Measurement | undefined {
  return world.measurements.find((one) => one.subject === subject && one.phase === phase);
}
