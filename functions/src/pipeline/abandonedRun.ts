import type { Database, MeteredTransaction } from '../firestore/database';
import { paths } from '../firestore/paths';
import type { SyncStatus } from '../firestore/syncStatus';
import { emptyProgress, runProgress } from './progress';
import { runDocument, type RunError } from './runRecord';

/**
 * A run whose lease expired with nobody to end it is recorded as failed by whoever takes its place. One write where there is
 * such a run.
 * @returns The failure; null where there was no such run.
 */
export function recordAbandonedRun(
  database: Database,
  transaction: MeteredTransaction,
  orgId: string,
  { lease, run }: SyncStatus,
  { now, retentionDays }: { now: Date; retentionDays: number },
): RunError | null {
  if (lease === null || run === null) return null;
  const progress = runProgress.safeParse(run.progress).data ?? emptyProgress();
  const error = {
    code: 'lease_expired',
    message: 'The run gave no sign of life until its lease expired; the next run has taken its place.',
    stage: run.stage,
    at: now,
  };
  transaction.set(
    database.document(paths.syncRun(orgId, lease.runId)),
    runDocument(
      { ...run, runId: lease.runId },
      progress,
      { state: 'failed', finishedAt: now, error },
      retentionDays,
    ),
  );
  return error;
}
