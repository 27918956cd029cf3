import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { paths } from '../../../documents/paths';
import { initialSyncStatus, type Lease, parseSyncStatus } from '../../../documents/syncStatus';
import type { MeteredTransaction } from '../../../platform/firestore/database';
import { isLastStage } from '../topics';
import { recordAbandonedRun } from '../record/abandonedRun';
import { type ActiveRun, activeRunOf, type StepMessage } from './activeRun';
import { statusReference } from './lease';
import { recordRunning } from '../record/runRecord';
import type { RunStore } from './runStore';
import { type IgnoredBecause, verdictOn } from './verdict';

export type Beginning = { readonly run: ActiveRun } | { readonly ignored: IgnoredBecause };

/**
 * Takes or extends the lease for a step, and records what the steps before it have done. One read, one write; the last
 * stage writes nothing here, because ending the run records everything.
 *
 * @param tenantVersion Of the tenant as the delivery read it; null if it can't be read.
 */
export async function beginStep(
  store: RunStore,
  message: StepMessage,
  tenantVersion: string | null,
): Promise<Beginning> {
  const { database, clock, settings } = store;
  const { orgId, runId, stage } = message;

  return database.transaction(async (transaction): Promise<Beginning> => {
    const snapshot = await transaction.get(statusReference(store, orgId));
    const status = parseSyncStatus(snapshot.data());
    const now = clock.now();
    const verdict = verdictOn(status, message, now);
    if (verdict.kind === 'ignore') return { ignored: verdict.because };
    if (verdict.kind === 'start') {
      const earlier = await transaction.get(database.document(paths.syncRun(orgId, runId)));
      if (earlier.exists) return { ignored: 'run_finished' };
      await recordAbandonedRun(store, transaction, orgId, status, now);
    }

    const own = verdict.kind === 'go_on' ? verdict.lease : null;
    const run = activeRunOf(message, status, own, { now, tenantVersion, ...settings });
    if (own !== null && isLastStage(stage)) return { run };
    takeLease(store, transaction, snapshot, run, now);
    // A run that takes longer than usual is recorded already on its way.
    if (own !== null && status.run?.stage === stage) recordRunning(store, transaction, run);
    return { run };
  });
}

function takeLease(
  { settings }: RunStore,
  transaction: MeteredTransaction,
  { exists, ref }: DocumentSnapshot,
  run: ActiveRun,
  now: Date,
): void {
  const { runId, fence, previousAttempt, options, stateBefore, startedAt, stage, progress, tenantVersion } =
    run;
  const expiresAt = new Date(now.getTime() + settings.leaseMilliseconds);
  const lease: Lease = {
    runId,
    ...fence,
    ...(previousAttempt !== undefined && { previousAttempt }),
    expiresAt,
  };
  transaction.merge(ref, {
    ...(exists ? {} : initialSyncStatus()),
    state: 'running',
    lastAttemptAt: startedAt,
    lastRunId: runId,
    dialect: progress.dialect,
    pageSize: progress.pageSize,
    tenantVersion,
    lease,
    run: { ...options, stateBefore, startedAt, stage, progress },
  });
}
