import type { Run } from '../queries/follow';
import { inCommandTerms } from './commandTerms';
import { fineDollars, minute } from './format';
import { whole } from '../../terminal/whole';
import { style } from './style';
import { table } from './table';

/** The runs of a tenant, one line each, and why those failed that did. */
export function describeRuns(orgId: string, runs: readonly Run[], complete: boolean): string {
  if (runs.length === 0) return `${orgId} has no such runs.`;
  const failures = runs.flatMap(({ error, startedAt, state }) =>
    error === null
      ? []
      : [
          `${markOf(state)} ${minute(startedAt)}, ${error.stage}: ${inCommandTerms(error.message)} [${error.code}]`,
        ],
  );
  return [
    table(runs, [
      { head: 'started', value: ({ startedAt }) => minute(startedAt) },
      { head: 'state', value: ({ state }) => stateOf(state) },
      { head: 'took', align: 'right', value: durationOf },
      { head: 'what', value: whatOf },
      { head: 'changed', align: 'right', value: (run) => whole(changesOf(run)) },
      { head: 'cost', align: 'right', value: ({ billed }) => fineDollars(billed.usd) },
    ]),
    ...failures,
    ...(complete ? [] : ['There are more. See --limit.']),
  ].join('\n');
}

function stateOf(state: Run['state']): string {
  if (state === 'succeeded') return style.good(state);
  return state === 'failed' ? style.bad(state) : style.warn(state);
}

function markOf(state: Run['state']): string {
  return state === 'failed' ? style.bad('✖') : style.warn('!');
}

function durationOf({ startedAt, finishedAt }: Run): string {
  if (finishedAt === null) return '';
  return `${((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000).toFixed(1)} s`;
}

function whatOf({ mode, dryRun, scope, trigger }: Run): string {
  const of = scope === null ? '' : scope.kind === 'customer' ? ' of one customer' : ' of a window';
  return `${mode}${dryRun ? ' dry run' : ''}${of}, ${trigger}`;
}

/** Documents added, updated or deleted. */
function changesOf({ stages }: Run): number {
  return Object.values(stages).reduce(
    (sum, { added, updated, deleted }) => sum + added + updated + deleted,
    0,
  );
}
