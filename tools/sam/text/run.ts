import type { Run } from '../queries/follow';
import { withinLine } from '../../terminal/safeText';
import { fineDollars, plural } from './format';
import { whole } from '../../terminal/whole';
import { inCommandTerms } from './commandTerms';
import { style } from './style';
import { table } from './table';

export function describeRun(orgId: string, run: Run): string {
  const { billed, error, window } = run;
  const stages = Object.entries(run.stages);
  const column = (head: string, value: (counts: (typeof stages)[number][1]) => number) => ({
    head,
    align: 'right' as const,
    value: (row: (typeof stages)[number]) => whole(value(row[1])),
  });
  return [
    table(stages, [
      { head: 'stage', value: ([name]) => style.strong(name) },
      column('added', ({ added }) => added),
      column('updated', ({ updated }) => updated),
      column('deleted', ({ deleted }) => deleted),
      column('unchanged', ({ unchanged }) => unchanged),
      column('quarantined', ({ quarantined }) => quarantined),
      column('pages', ({ pages }) => pages),
      {
        head: 'left out',
        value: ([, { skipped }]) =>
          skipped.map(({ reason, count }) => `${whole(count)} ${reason}`).join(', '),
      },
    ]),
    [
      ...(window === null ? [] : [`Orders from ${window.from} to ${window.to}`]),
      `${plural(billed.reads, 'read')}, ${plural(billed.writes, 'write')}, ${plural(billed.deletes, 'delete')}: ${fineDollars(billed.usd)}`,
    ].join('; '),
    error === null
      ? `${style.good('✔')} ${orgId}: ${outcomeOf(run)}.`
      : `${style.bad('✖')} ${orgId}: ${withinLine(`failed in ${error.stage}: ${inCommandTerms(error.message)} [${error.code}]`)}`,
  ].join('\n');
}

function outcomeOf({ mode, dryRun }: Run): string {
  const what = mode === 'full' ? 'full run succeeded' : 'succeeded';
  return dryRun ? `${what}, dry: the counts are what it would have done` : what;
}
