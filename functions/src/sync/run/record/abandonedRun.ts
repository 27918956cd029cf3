import { runOptions } from '../../../documents/runOptions';
import type { SyncStatus } from '../../../documents/syncStatus';
import type { MeteredTransaction } from '../../../platform/firestore/database';
import { committedEffects } from './runEffects';
import { recordRun } from './runRecord';
import type { RunError } from '../../../documents/syncRun';
import { interruptionOf } from '../state/interrupted';
import type { RunStore } from '../state/runStore';

/**
 * A run whose lease expired with nobody to end it, or that a sync doesn't wait for, is recorded as failed by the run that takes its place. Where there
 * is such a run, one write, and one read a shard that it touched.
 * @returns The failure; null if there was no such run.
 */
export async function recordAbandonedRun(
  store: Pick<RunStore, 'database' | 'settings'>,
  transaction: MeteredTransaction,
  orgId: string,
  status: SyncStatus,
  now: Date,
): Promise<RunError | null> {
  const { lease, run } = status;
  if (lease === null || run === null) return null;
  const known = { orgId, runId: lease.runId, options: runOptions.parse(run) };
  const { progress } = run;
  const stages = await committedEffects(store.database, known, progress, transaction);
  const error = {
    ...interruptionOf(status, now),
    stage: run.stage,
    at: now,
  };
  recordRun(
    store,
    transaction,
    { ...known, stage: run.stage, startedAt: run.startedAt, progress: { ...progress, stages } },
    { state: 'failed', finishedAt: now, error },
  );
  return error;
}
