import Table from 'cli-table3';
import type { Measurement, WorldResult } from '../figures';
import type { BenchResults } from '../results';
import { dollars, megabytes, whole } from './format';

const COLUMNS: readonly [label: string, value: (measurement: Measurement) => string][] = [
  ['reads', ({ median }) => whole(median.reads)],
  ['writes', ({ median }) => whole(median.writes)],
  ['deletes', ({ median }) => whole(median.deletes)],
  ['dollars', ({ median }) => dollars(median.dollars)],
  ['events', ({ median }) => whole(median.triggerEvents)],
  ['messages', ({ median }) => whole(median.pubsubMessages)],
  ['POS requests', ({ median }) => whole(median.posRequests)],
  ['seconds', ({ median }) => median.seconds.toFixed(2)],
  ['fastest to slowest', (one) => `${one.fastestSeconds.toFixed(2)} to ${one.slowestSeconds.toFixed(2)}`],
  ['run ended', ({ median }) => median.runSeconds.toFixed(2)],
  ['CPU seconds', ({ median }) => median.cpuSeconds.toFixed(2)],
  ['records/s', ({ median }) => whole(median.recordsPerSecond)],
  ['heap MB', ({ median }) => megabytes(median.peakHeapBytes)],
  ['RSS MB', ({ median }) => megabytes(median.peakRssBytes)],
];

/** What was found, for a terminal. */
export function describeResults(results: BenchResults): string {
  const { machine, worlds, targets } = results;
  return [
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGibibytes.toFixed(0)} GiB, Node ${machine.node}, load ${machine.loadAverage.toFixed(2)}`,
    ...worlds.flatMap(describeWorld),
    describeTargets(targets),
  ].join('\n');
}

function describeWorld({ name, customers, orders, items, measurements }: WorldResult): string[] {
  const table = new Table({
    head: ['phase', 'who', ...COLUMNS.map(([label]) => label)],
    colAligns: ['left', 'left', ...COLUMNS.map(() => 'right' as const)],
    style: { head: [], border: [], compact: true },
  });
  const phases = new Set(measurements.map(({ phase }) => phase));
  for (const phase of phases) {
    for (const measurement of measurements.filter((one) => one.phase === phase)) {
      table.push([phase, measurement.subject, ...COLUMNS.map(([, value]) => value(measurement))]);
    }
  }
  return [
    '',
    `${name}: ${whole(customers)} customers, ${whole(orders)} orders, ${whole(items)} items`,
    table.toString(),
  ];
}

function describeTargets(targets: BenchResults['targets']): string {
  const marks = new Map([
    [true, '✔'],
    [false, '✖'],
    [null, '·'],
  ]);
  return targets
    .map(
      ({ name, target, measured, met }) => `${marks.get(met) ?? ''} ${name}: ${measured} (target: ${target})`,
    )
    .join('\n');
}
