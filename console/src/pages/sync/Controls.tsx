import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pause, Play, RefreshCw } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import {
  OVERRIDE_NAMES,
  type OverrideName,
  OVERRIDES,
} from '../../../../functions/src/rules/answers/overrides';
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
  const { orgId, name, syncStatus } = useTenant();
  const call = useCall();
  const client = useQueryClient();
  const mayControl = useMay('manager');
  const mayForce = useMay('owner');
  const [mode, setMode] = useState<Mode>('incremental');
  const [dryRun, setDryRun] = useState(false);
  const [forced, setForced] = useState<readonly OverrideName[]>([]);
  const [asking, setAsking] = useState<'pause' | 'force' | null>(null);
  const start = useMutation({
    mutationFn: () =>
      call('requestSync', { orgId, mode, dryRun, ...Object.fromEntries(forced.map((name) => [name, true])) }),
    onSuccess: ({ runId }) => {
      onRequested(runId);
      // Each sync is chosen by itself: what was allowed once isn't allowed again by accident.
      setMode('incremental');
      setDryRun(false);
      setForced([]);
      setAsking(null);
    },
  });
  const change = useMutation({
    mutationFn: (name: 'pauseSync' | 'resumeSync') => call(name, { orgId }),
    onSuccess: async () => {
      setAsking(null);
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
          if (forced.length > 0 && !dryRun) setAsking('force');
          else start.mutate();
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
        {mayForce &&
          OVERRIDE_NAMES.map((option) => (
            <label className="checkbox" key={option}>
              <input
                type="checkbox"
                checked={forced.includes(option)}
                onChange={(event) =>
                  setForced((before) => [
                    ...before.filter((other) => other !== option),
                    ...(event.target.checked ? [option] : []),
                  ])
                }
              />{' '}
              Let this sync {OVERRIDES[option].effect}
            </label>
          ))}
        <div className="actions">
          <button className="button primary" disabled={isBusy || (syncStatus === 'paused' && !dryRun)}>
            <RefreshCw aria-hidden="true" size={16} /> Start
          </button>
          {syncStatus === 'active' && (
            <button type="button" className="button" onClick={() => setAsking('pause')}>
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
        </div>
      </form>
      {start.isError && asking === null && <Notice tone="danger">{messageOf(start.error)}</Notice>}
      {change.isError && asking === null && <Notice tone="danger">{messageOf(change.error)}</Notice>}
      {asking === 'force' && (
        <Suspense>
          <ConfirmDialog
            title={`Let this sync ${forced.map((option) => OVERRIDES[option].effect).join(', and ')}?`}
            action="Sync anyway"
            isDangerous
            isPending={start.isPending}
            error={start.error}
            onConfirm={() => start.mutate()}
            onClose={() => {
              start.reset();
              setAsking(null);
            }}
          >
            {forced.map((option) => (
              <p key={option}>{OVERRIDES[option].warning(name)}. Go on only if the POS is right.</p>
            ))}
          </ConfirmDialog>
        </Suspense>
      )}
      {asking === 'pause' && (
        <Suspense>
          <ConfirmDialog
            title="Pause the sync?"
            action="Pause"
            isPending={change.isPending}
            error={change.error}
            onConfirm={() => change.mutate('pauseSync')}
            onClose={() => setAsking(null)}
          >
            <p>
              Customers, orders and the menu stay as they are until you resume it, and the public menu is
              hidden. A sync in progress stops.
            </p>
          </ConfirmDialog>
        </Suspense>
      )}
    </Card>
  );
}
