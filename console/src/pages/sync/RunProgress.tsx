import { Check, Circle, LoaderCircle } from 'lucide-react';
import type { SyncStatus } from '../../api/sync';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';
import { STAGE_LABELS, STAGE_NAMES } from './stages';

/** How far the run under way has come. */
export function RunProgress({ run }: { run: NonNullable<SyncStatus['run']> }) {
  const { format } = useTenant();
  const current = STAGE_NAMES.findIndex((name) => name === run.stage);
  const name = [run.mode === 'full' ? 'Full' : 'Incremental', run.dryRun ? 'dry run' : 'sync'].join(' ');
  return (
    <Card title={`${name} under way`}>
      <p role="status" className="muted">
        {STAGE_NAMES[current] === undefined ? run.stage : STAGE_LABELS[STAGE_NAMES[current]]}, begun{' '}
        {format.relative(run.startedAt)}
      </p>
      <ol className="stages">
        {STAGE_NAMES.map((stage, index) => {
          const Icon = index < current ? Check : index === current ? LoaderCircle : Circle;
          return (
            <li
              key={stage}
              className={index < current ? 'done' : undefined}
              aria-current={index === current ? 'step' : undefined}
            >
              <Icon aria-hidden="true" size={18} /> {STAGE_LABELS[stage]}
              {index < current && <span className="visually-hidden"> (done)</span>}
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
