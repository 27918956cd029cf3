import type { BenchResults } from '../results';
import { COLUMNS, LEGEND, rowsOf } from './columns';
import { whole } from './format';
import { markdownTable } from './markdown';

const MARKS = new Map([
  [true, 'met'],
  [false, 'missed'],
  [null, ''],
]);

/** All that was measured, for docs/performance.md. */
export function performanceText({ measuredAt, machine, worlds, targets }: BenchResults): string {
  const { processor, cores, memoryGibibytes, node, loadAverage } = machine;
  return [
    `Measured on ${measuredAt.slice(0, 10)}: ${processor}, ${cores} cores, ${memoryGibibytes.toFixed(0)} GiB, Node ${node}, load average at ` +
      `the start ${loadAverage.toFixed(1)}. ${LEGEND}`,
    ...worlds.flatMap(({ customers, orders, items, name, measurements }) => [
      `**${name}** (${whole(customers)} customers, ${whole(orders)} orders, ${whole(items)} items; medians of ` +
        `${Math.max(...measurements.map(({ repetitions }) => repetitions))})`,
      markdownTable([['', '', ...COLUMNS.map(([label]) => label)], ...rowsOf(measurements)], 2),
    ]),
    '**Targets**',
    markdownTable(
      [
        ['what', 'target', 'measured', ''],
        ...targets.map(({ name, target, measured, met }) => [name, target, measured, MARKS.get(met) ?? '']),
      ],
      4,
    ),
  ].join('\n\n');
}
