import { FIRESTORE_PRICES, type FirestoreLocation } from '../../../functions/src/rules/money/pricing';
import type { Billed, CostSummary } from '../queries/cost';
import { fineDollars, minute } from './format';
import { whole } from '../../terminal/whole';
import { style } from './style';
import { table } from './table';
import { wrapped } from './wrapped';

export function describeCost(
  orgId: string,
  { last, days, month }: CostSummary,
  location: FirestoreLocation,
): string {
  if (last === null || month === null) return `${orgId} has no record of a finished run.`;
  const rows: { what: string; runs: number | null; billed: Billed }[] = [
    { what: `last run, ${minute(last.startedAt)}`, runs: 1, billed: last.billed },
    ...days.map(({ day, runs, billed }) => ({ what: day, runs, billed })),
    { what: style.strong('30 such days'), runs: null, billed: month },
  ];
  const { date } = FIRESTORE_PRICES;
  return [
    table(rows, [
      { head: '', value: ({ what }) => what },
      { head: 'runs', align: 'right', value: ({ runs }) => (runs === null ? '' : whole(runs)) },
      { head: 'reads', align: 'right', value: ({ billed }) => whole(billed.reads) },
      { head: 'writes', align: 'right', value: ({ billed }) => whole(billed.writes) },
      { head: 'deletes', align: 'right', value: ({ billed }) => whole(billed.deletes) },
      { head: 'dollars', align: 'right', value: ({ billed }) => fineDollars(billed.usd) },
    ]),
    wrapped(
      `Firestore operations of runs at the list prices of ${location}, ${date}. Segment triggers, calls and running time aren't included.`,
    ),
  ].join('\n');
}
