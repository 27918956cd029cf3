import Table from 'cli-table3';
import type { WorldResult } from '../figures';
import type { BenchResults } from '../results';
import { COLUMNS, LEGEND, rowsOf } from './columns';
import { whole } from './format';

/** What was found, for a terminal. */
export function describeResults({ machine, worlds, targets }: BenchResults): string {
  const { processor, cores, memoryGibibytes, node } = machine;
  return [
    `${processor}, ${cores} cores, ${memoryGibibytes} GiB, Node ${node}`,
    ...(worlds.length > 0 ? [LEGEND] : []),
    ...worlds.flatMap(describeWorld),
    describeTargets(targets),
  ].join('\n');
}

function describeWorld({ name, orders, items, loadAverage, measurements }: WorldResult): string[] {
  const table = new Table({
    head: ['', '', ...COLUMNS.map(([label]) => label)],
    colAligns: ['left', 'left', ...COLUMNS.map(() => 'right' as const)],
    style: { head: [], border: [], compact: true },
  });
  table.push(...rowsOf(measurements));
  return [
    '',
    `${name}, ${whole(orders)} orders, ${whole(items)} items (load average at the start: ${loadAverage.toFixed(1)})`,
    table.toString(),
  ];
}

const MARKS = new Map([
  [true, '✔'],
  [false, '✖'],
  [null, '·'],
]);

function describeTargets(targets: BenchResults['targets']): string {
  return targets
    .map(
      ({ name, target, measured, met }) => `${MARKS.get(met) ?? ''} ${name}: ${measured} (target: ${target})`,
    )
    .join('\n');
}
