import { type Differences, type Found, KINDS } from '../reconcile/differences';
import type { ComparedStream } from '../reconcile/reconcile';
import { withinLine } from '../../terminal/safeText';
import { plural } from './format';
import { whole } from '../../terminal/whole';
import { style } from './style';
import { table } from './table';
import { terminalWidth, wrapped } from './wrapped';

/** Ids shown of one kind; `--json` has more. */
const SHOWN_IDS = 10;

/** Of the lines that continue a list of ids. */
const INDENT = '    ';

interface Reconciliation {
  orgId: string;
  same: boolean;
  window: { from: string; to: string };
  streams: Partial<Record<ComparedStream, Differences>>;
  syncedMeanwhile: boolean;
  billed: { reads: number };
}

export function describeReconciliation(reconciliation: Reconciliation): string {
  const { orgId, same, window, streams, syncedMeanwhile, billed } = reconciliation;
  const compared = Object.entries(streams);
  const found = (of: (differences: Differences) => Found) => (row: [string, Differences]) => {
    const { count } = of(row[1]);
    return count === 0 ? '0' : style.bad(whole(count));
  };
  const lines = table(compared, [
    { head: 'stream', value: ([name]) => style.strong(name) },
    { head: 'records', align: 'right', value: ([, { records }]) => whole(records) },
    { head: 'missing', align: 'right', value: found(({ missing }) => missing) },
    { head: 'stale', align: 'right', value: found(({ stale }) => stale) },
    { head: 'extra', align: 'right', value: found(({ extra }) => extra) },
    { head: 'unreadable', align: 'right', value: ([, { unreadable }]) => whole(unreadable.count) },
    { head: 'left out', value: ([, { skipped }]) => reasons(skipped) },
  ]);
  return [
    lines,
    ...compared.flatMap(([name, differences]) =>
      KINDS.flatMap((kind) => idLines(`${name}, ${kind}`, differences[kind])),
    ),
    wrapped(
      `Orders from ${window.from} to ${window.to}; ${plural(billed.reads, 'read')}; nothing was changed.`,
    ),
    ...(syncedMeanwhile
      ? [
          wrapped(
            style.warn(
              'A sync wrote in the meantime, so the differences may come from it. Compare again once it has finished.',
            ),
          ),
        ]
      : []),
    wrapped(
      same
        ? `${style.good('✔')} ${orgId}: POS and Firestore agree.`
        : `${style.bad('✖')} ${orgId}: POS and Firestore differ. A sync picks up what changed at the POS since the last one; sync --full also repairs what was edited or deleted by hand. It never deletes customers and orders.`,
    ),
  ].join('\n');
}

function reasons(skipped: Readonly<Record<string, number>>): string {
  return Object.entries(skipped)
    .map(([reason, count]) => `${whole(count)} ${reason}`)
    .join(', ');
}

function idLines(label: string, { count, ids }: Found): string[] {
  if (count === 0) return [];
  const more = count > SHOWN_IDS ? ` and ${whole(count - SHOWN_IDS)} more` : '';
  const line = `  ${label}: ${withinLine(ids.slice(0, SHOWN_IDS).join(', '))}${more}`;
  return [wrapped(line, terminalWidth() - INDENT.length).replaceAll('\n', `\n${INDENT}`)];
}
