import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pause, Play, RefreshCw } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { messageOf } from '../../api/callError';
import { useCall } from '../../api/useCall';
import { useMay } from '../../session/useMay';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';
import { Field } from '../../ui/Field';
import { Notice } from '../../ui/Notice';
import type { FollowedRun } from './useFollowedRun';

const ConfirmDialog = lazy(() => import('../../ui/ConfirmDialog'));

type Mode = 'incremental' | 'full';

/** Starts, pauses and resumes the sync, for managers; the menu can be forced by owners. */
export function Controls({
  followed,
  onRequested,
}: {
  followed: FollowedRun;
  onRequested: (runId: string) => void;
}) {
  const { orgId, syncStatus } = useTenant();
  const call = useCall();
  const client = useQueryClient();
  const mayControl = useMay('manager');
  const mayForce = useMay('owner');
  const [mode, setMode] = useState<Mode>('incremental');
  const [dryRun, setDryRun] = useState(false);
  const [forceMenu, setForceMenu] = useState(false);
  const [isPausing, setIsPausing] = useState(false);
  const start = useMutation({
    mutationFn: () => call('requestSync', { orgId, mode, dryRun, forceMenu }),
    onSuccess: ({ runId }) => onRequested(runId),
  });
  const change = useMutation({
    mutationFn: (name: 'pauseSync' | 'resumeSync') => call(name, { orgId }),
    onSuccess: async () => {
      setIsPausing(false);
      await client.invalidateQueries({ queryKey: ['tenant', orgId] });
    },
  });
  if (!mayControl) return null;
  const isBusy = start.isPending || followed.isStarting || Boolean(followed.status.data?.run);
  return (
    <Card title="Sync now">
      <form
        className="actions"
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate();
        }}
      >
        <Field label="Mode">
          {(control) => (
            <select
              {...control}
              value={mode}
              onChange={(event) => setMode(event.target.value === 'full' ? 'full' : 'incremental')}
            >
              <option value="incremental">Incremental: what changed</option>
              <option value="full">Full: check every document</option>
            </select>
          )}
        </Field>
        <label className="checkbox">
          <input type="checkbox" checked={dryRun} onChange={(event) => setDryRun(event.target.checked)} /> Dry
          run: only count
        </label>
        {mayForce && (
          <label className="checkbox">
            <input
              type="checkbox"
              checked={forceMenu}
              onChange={(event) => setForceMenu(event.target.checked)}
            />{' '}
            Allow emptying the menu
          </label>
        )}
        <button className="button primary" disabled={isBusy || syncStatus === 'paused'}>
          <RefreshCw aria-hidden="true" size={16} /> Start
        </button>
        {syncStatus === 'active' && (
          <button type="button" className="button" onClick={() => setIsPausing(true)}>
            <Pause aria-hidden="true" size={16} /> Pause the sync
          </button>
        )}
        {syncStatus === 'paused' && (
          <button
            type="button"
            className="button"
            disabled={change.isPending}
            onClick={() => change.mutate('resumeSync')}
          >
            <Play aria-hidden="true" size={16} /> Resume the sync
          </button>
        )}
      </form>
      {start.isError && <Notice tone="danger">{messageOf(start.error)}</Notice>}
      {change.isError && !isPausing && <Notice tone="danger">{messageOf(change.error)}</Notice>}
      {isPausing && (
        <Suspense>
          <ConfirmDialog
            title="Pause the sync?"
            action="Pause"
            isPending={change.isPending}
            error={change.error}
            onConfirm={() => change.mutate('pauseSync')}
            onClose={() => setIsPausing(false)}
          >
            <p>
              Customers, orders and the menu stay as they are until it is resumed, and the public menu is not
              shown. A run that is under way ends.
            </p>
          </ConfirmDialog>
        </Suspense>
      )}
    </Card>
  );
}
