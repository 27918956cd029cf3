import { FIRESTORE_PRICES } from '../../../src/domain/pricing';
import type { Billed, CostSummary } from '../cost';
import { fineDollars, minute, whole } from './format';
import { style } from './style';
import { table } from './table';

export function describeCost(orgId: string, { last, days, month }: CostSummary): string {
  if (last === null || month === null) return `${orgId} has no record of a run that has ended.`;
  const rows: { what: string; runs: number | null; billed: Billed }[] = [
    { what: `last run, ${minute(last.startedAt)}`, runs: 1, billed: last.billed },
    ...days.map(({ day, runs, billed }) => ({ what: day, runs, billed })),
    { what: style.strong('30 such days'), runs: null, billed: month },
  ];
  const { region, date } = FIRESTORE_PRICES;
  return [
    table(rows, [
      { head: '', value: ({ what }) => what },
      { head: 'runs', align: 'right', value: ({ runs }) => (runs === null ? '' : whole(runs)) },
      { head: 'reads', align: 'right', value: ({ billed }) => whole(billed.reads) },
      { head: 'writes', align: 'right', value: ({ billed }) => whole(billed.writes) },
      { head: 'deletes', align: 'right', value: ({ billed }) => whole(billed.deletes) },
      { head: 'dollars', align: 'right', value: ({ billed }) => fineDollars(billed.usd) },
    ]),
    `Firestore operations of runs at the list prices of ${region}, ${date}. Segments' triggers, calls and running time are not in it.`,
  ].join('\n');
}
