import type { Moment, Phase, Subject, WorldResult } from '../figures';
import type { BenchResults, MemoryResult, SearchResult } from '../results';
import { COLUMNS, LEGEND, rowsOf } from './columns';
import { dollars, dollarsAMonth, megabytes, whole } from './format';
import { figureTable } from '../../docs/markdown';
import { waitingText } from './waiting';

const MARKS = new Map([
  [true, 'met'],
  [false, 'missed'],
  [null, ''],
]);

/** All that was measured, for docs/performance.md. */
export function performanceText({ machine, worlds, memory, search, waiting, targets }: BenchResults): string {
  const { processor, cores, memoryGibibytes, node } = machine;
  return [
    `Measured on ${processor}, ${cores} cores, ${memoryGibibytes} GiB, Node ${node}. ${LEGEND}`,
    ...worlds.flatMap(worldTables),
    ...(memory === null ? [] : memoryTable(memory)),
    ...(search === null ? [] : searchTable(search)),
    ...(waiting === null ? [] : waitingText(waiting)),
    '**A month of one tenant** in dollars, 48 syncs a day, by what has changed before each of them',
    figureTable([['', ...MONTHLY.map(([label]) => label)], ...worlds.map(monthlyRow)], 1),
    '**Targets**',
    figureTable(
      [
        ['what', 'target', 'measured', ''],
        ...targets.map(({ name, target, measured, met }) => [name, target, measured, MARKS.get(met) ?? '']),
      ],
      4,
    ),
  ].join('\n\n');
}

function worldTables(world: WorldResult): string[] {
  const { name, orders, items, measurements } = world;
  const repetitions = Math.max(...measurements.map((one) => one.repetitions));
  const often = repetitions === 1 ? 'once' : `medians of ${repetitions}`;
  const bounds = measurements.flatMap(({ phase, median, lowestWrites }) => {
    if (lowestWrites === null) return [];
    const { changedDocuments, spendingDocuments, derivedCustomers, shards, bookkeeping, total } =
      lowestWrites;
    const parts = [changedDocuments, spendingDocuments, derivedCustomers, shards, bookkeeping, total];
    return [[phase, ...[...parts, median.writes].map(whole)]];
  });
  const boundHead = ['', 'changed', 'spending', 'customers', 'shards', 'run', 'fewest', 'written'];
  return [
    `**${name}** (${whole(orders)} orders, ${whole(items)} items; ${often}, ${when(world)})`,
    figureTable([['', '', ...COLUMNS.map(([label]) => label)], ...rowsOf(measurements)], 2),
    ...(bounds.length === 0
      ? []
      : ['The fewest writes possible, and those of Sync Sam:', figureTable([boundHead, ...bounds], 1)]),
  ];
}

function memoryTable(memory: MemoryResult): string[] {
  const { customers, orders, heapLimitMebibytes, phases } = memory;
  return [
    `**A large tenant**: ${whole(customers)} customers and ${whole(orders)} orders, the functions with ` +
      `\`--max-old-space-size=${heapLimitMebibytes}\` (${when(memory)})`,
    figureTable(
      [
        ['', 'continuations', 'reads', 'writes', 's', 'run s', 'heap MB', 'RSS MB'],
        ...phases.map(({ phase, continuations, reads, writes, seconds, runSeconds, ...peak }) => [
          phase,
          ...[continuations, reads, writes, seconds, runSeconds].map(whole),
          megabytes(peak.peakHeapBytes),
          megabytes(peak.peakRssBytes),
        ]),
      ],
      1,
    ),
  ];
}

function searchTable(search: SearchResult): string[] {
  return [
    `**Searches** over ${whole(search.customers)} customers whose three names are 200 characters of one kind: milliseconds of a ` +
      `processor for the slowest of five, beside the same by taking names apart into words (${when(search)})`,
    figureTable(
      [
        ['names of', 'ms', 'by words, ms'],
        ...search.rows.map(({ characters, milliseconds, plainMilliseconds }) => [
          characters,
          milliseconds.toFixed(1),
          plainMilliseconds.toFixed(1),
        ]),
      ],
      1,
    ),
  ];
}

const MONTHLY: readonly [label: string, subject: Subject, phase: Phase][] = [
  ['Sync Sam: nothing', 'Sync Sam', 'no change'],
  ['1 %', 'Sync Sam', '1 % changed'],
  ['10 %', 'Sync Sam', '10 % changed'],
  ['read and compare: nothing', 'read and compare', 'no change'],
  ['blind upsert: nothing', 'blind upsert', 'no change'],
];

function monthlyRow({ name, measurements }: WorldResult): string[] {
  const cells = MONTHLY.map(([, subject, phase]) => {
    const found = measurements.find((one) => one.subject === subject && one.phase === phase);
    return found === undefined ? '' : dollars(dollarsAMonth(found.median.dollars));
  });
  return [name, ...cells];
}

function when({ measuredAt, loadAverage }: Moment): string {
  return `${measuredAt.slice(0, 10)}, load average at the start ${loadAverage.toFixed(1)}`;
}
