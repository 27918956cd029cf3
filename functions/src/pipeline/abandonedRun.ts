import type { Database, MeteredTransaction } from '../firestore/database';
import { paths } from '../firestore/paths';
import type { SyncStatus } from '../firestore/syncStatus';
import { emptyProgress, runProgress } from './progress';
import { committedEffects } from './runEffects';
import { runDocument, type RunError } from './runRecord';

/**
 * A run whose lease expired with nobody to end it is recorded as failed by whoever takes its place. Where there
 * is such a run, one write, and one read a shard that it touched.
 * @returns The failure; null where there was no such run.
 */
export async function recordAbandonedRun(
  database: Database,
  transaction: MeteredTransaction,
  orgId: string,
  { lease, run }: SyncStatus,
  { now, retentionDays }: { now: Date; retentionDays: number },
): Promise<RunError | null> {
  if (lease === null || run === null) return null;
  const { runId } = lease;
  const progress = runProgress.safeParse(run.progress).data ?? emptyProgress();
  const stages = await committedEffects(
    database,
    { orgId, runId, dryRun: run.dryRun },
    progress,
    transaction,
  );
  const error = {
    code: 'lease_expired',
    message: 'The run gave no sign of life until its lease expired; the next run has taken its place.',
    stage: run.stage,
    at: now,
  };
  transaction.set(
    database.document(paths.syncRun(orgId, runId)),
    runDocument(
      { ...run, runId },
      { ...progress, stages },
      { state: 'failed', finishedAt: now, error },
      retentionDays,
    ),
  );
  return error;
}
