import type { SyncRun } from '../../api/sync';
import { humanize } from '../../format/labels';
import { useTenant } from '../../shell/tenantContext';
import { Notice } from '../../ui/Notice';
import { RunStateBadge } from './RunStateBadge';
import { STAGE_LABELS, STAGE_NAMES } from './stages';

/** What began a run. */
const TRIGGER_LABELS: Partial<Record<string, string>> = {
  schedule: 'on schedule',
  manual: 'on request',
  backfill: 'as a backfill',
  replay: 'as a replay',
};

const SCOPE_LABELS = { window: 'of a window', customer: 'of one customer', recent: 'of recent changes' };

/** A run: one line, and opened what each of its stages did. */
export function Run({ run, isOpen }: { run: SyncRun; isOpen: boolean }) {
  const { format } = useTenant();
  const { billed, window, startedAt, finishedAt, error, scope } = run;
  const kind = [
    humanize(run.mode),
    run.dryRun && 'dry run',
    scope && SCOPE_LABELS[scope.kind],
    TRIGGER_LABELS[run.trigger] ?? run.trigger,
  ].filter((word) => word !== false && word !== null);
  return (
    <details className="run" open={isOpen}>
      <summary>
        <span className="run-line">
          <RunStateBadge state={run.state} />
          <span>{format.dateTime(startedAt)}</span>
          <span className="muted">{kind.join(', ')}</span>
          {finishedAt !== null && (
            <span className="muted">{format.duration(Date.parse(finishedAt) - Date.parse(startedAt))}</span>
          )}
        </span>
      </summary>
      <div className="stack">
        {error && (
          <Notice tone="danger">
            <strong>{humanize(error.code)}</strong> in {error.stage}: {error.message}
          </Notice>
        )}
        <p className="muted small">
          {format.count(billed.reads)} reads, {format.count(billed.writes)} writes,{' '}
          {format.count(billed.deletes)} deletes: {format.cost(billed.usd)}.
          {window && ` Orders from ${format.day(window.from)} to ${format.day(window.to)}.`}
        </p>
        <StageTable run={run} />
      </div>
    </details>
  );
}

const COUNTS = ['added', 'updated', 'unchanged', 'deleted', 'quarantined'] as const;

function StageTable({ run }: { run: SyncRun }) {
  const { format } = useTenant();
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label="Stages of the run, scrollable">
      <table className="plain-table line-table">
        <thead>
          <tr>
            <th>Stage</th>
            {COUNTS.map((name) => (
              <th key={name} className="numeric">
                {humanize(name)}
              </th>
            ))}
            <th>Skipped</th>
            <th className="numeric">Duration</th>
          </tr>
        </thead>
        <tbody>
          {STAGE_NAMES.map((name) => {
            const stage = run.stages[name];
            if (stage === undefined) return null;
            return (
              <tr key={name}>
                <th scope="row">{STAGE_LABELS[name]}</th>
                {COUNTS.map((counted) => (
                  <td
                    key={counted}
                    className={`numeric ${stage[counted] === 0 ? 'muted nothing' : ''}`}
                    data-label={` ${counted}`}
                  >
                    {format.count(stage[counted])}
                  </td>
                ))}
                <td className={stage.skipped.length === 0 ? 'nothing' : 'wrap'} data-label=" skipped">
                  {stage.skipped
                    .map(({ reason, count }) => `${format.count(count)} ${humanize(reason)}`)
                    .join(', ') || '—'}
                </td>
                <td className="numeric">{format.duration(stage.durationMs)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
