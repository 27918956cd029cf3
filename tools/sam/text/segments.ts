import type { z } from 'zod';
import type { listSegmentChanges } from '../../../functions/src/api/segments/listSegmentChanges';
import type { previewSegmentRules } from '../../../functions/src/api/segments/previewSegmentRules';
import { minute } from './format';
import { style } from './style';
import { table } from './table';

type Changes = z.output<typeof listSegmentChanges.output>['changes'];
type Preview = z.output<typeof previewSegmentRules.output>;

/** Changes of segments, one a line. */
export function describeChanges(changes: Changes, complete: boolean): string {
  if (changes.length === 0) return 'There are no such changes.';
  const lines = table(changes, [
    { head: 'when', value: ({ at }) => (at === null ? '' : minute(at)) },
    { head: 'customer', value: ({ customerId }) => customerId },
    { head: 'from', value: ({ from }) => from ?? 'none' },
    { head: 'to', value: ({ to }) => style.strong(to ?? '') },
    { head: 'cause', value: ({ cause }) => cause ?? '' },
    { head: 'reason', value: ({ reason }) => reason },
  ]);
  return complete ? lines : `${lines}\nThere are more: raise --limit, or name a day with --since.`;
}

/** What other thresholds would do. */
export function describePreview({ customerCount, movedCount, segments, moves }: Preview): string {
  const counts = table(segments, [
    { head: 'segment', value: ({ segment }) => segment },
    { head: 'now', align: 'right', value: ({ before }) => String(before) },
    { head: 'then', align: 'right', value: ({ after }) => String(after) },
  ]);
  const summary = `${movedCount} of ${customerCount} customers would move.`;
  if (moves.length === 0) return [counts, summary].join('\n');
  const movers = table(moves, [
    { head: 'from', value: ({ from }) => from },
    { head: 'to', value: ({ to }) => to },
    { head: 'customers', align: 'right', value: ({ customerCount: count }) => String(count) },
    {
      head: 'biggest spenders',
      value: ({ first }) =>
        first
          .slice(0, 3)
          .map(({ customerId }) => customerId)
          .join(', '),
    },
  ]);
  return [counts, '', movers, '', summary].join('\n');
}
