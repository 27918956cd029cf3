import Table from 'cli-table3';
import type { WorldResult } from '../figures';
import type { BenchResults } from '../results';
import { COLUMNS, LEGEND, rowsOf } from './columns';
import { whole } from './format';
import type { WaitingResult } from '../waiting';
import { waitingTables } from './waiting';

/** What was found, for a terminal. */
export function describeResults({ machine, worlds, waiting, targets }: BenchResults): string {
  const { processor, cores, memoryGibibytes, node } = machine;
  return [
    `${processor}, ${cores} cores, ${memoryGibibytes} GiB, Node ${node}`,
    ...(worlds.length > 0 ? [LEGEND] : []),
    ...worlds.flatMap(describeWorld),
    ...(waiting === null ? [] : describeWaiting(waiting)),
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

function describeWaiting(waiting: WaitingResult): string[] {
  return waitingTables(waiting).flatMap(({ title, head, rows, texts }) => {
    const table = new Table({
      head,
      colAligns: head.map((_, column) => (column < texts ? 'left' : 'right')),
      style: { head: [], border: [], compact: true },
    });
    table.push(...rows);
    return ['', title, table.toString()];
  });
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
