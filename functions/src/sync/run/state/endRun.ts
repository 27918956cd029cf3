import { isRecent } from '../../../documents/runScope';
import { addBilled } from '../../../rules/money/pricing';
import { previewsOf } from '../../../packedIndex/dryRunPreview';
import { deleteDocuments } from '../../../platform/firestore/deleteDocuments';
import type { SyncError } from '../../../platform/ports/errors';
import type { RunProgress } from '../../../documents/runProgress';
import type { ActiveRun } from './activeRun';
import { assertHeld, statusReference } from './lease';
import { committedEffects } from '../record/runEffects';
import type { JudgedAnswers } from '../record/judgedAnswers';
import { recordRun, runError } from '../record/runRecord';
import type { RunError } from '../../../documents/syncRun';
import type { RunStore } from './runStore';
import { statusAfterSuccess } from '../record/statusAfterSuccess';

/**
 * Ends a run as a success: `lastSyncAt` moves to its start if it was a sync of everything.
 * @param judged What the POS's answers were like; null if the run says nothing about that.
 * @throws SupersededError; PermanentError `run_incomplete`.
 */
export async function succeedRun(
  store: RunStore,
  run: ActiveRun,
  progress: RunProgress,
  judged: JudgedAnswers | null,
): Promise<void> {
  await endRun(store, run, progress, { ...statusAfterSuccess(run, progress.totals), ...judged }, null);
}

/** Ends a run as failed: `lastSyncAt` and the counts stay as they were. @throws SupersededError */
export async function failRun(
  store: RunStore,
  run: ActiveRun,
  progress: RunProgress,
  failure: SyncError,
): Promise<void> {
  const lastError = runError(failure, run, store.clock.now());
  await endRun(store, run, progress, { state: 'failed', lastError }, lastError);
}

/**
 * Status and record in one transaction, which gives the lease back. Two writes, one read, and one a shard that the run touched; one write
 * where a run for recent changes found none, of which nothing is kept.
 */
async function endRun(
  store: RunStore,
  run: ActiveRun,
  progress: RunProgress,
  status: Record<string, unknown>,
  error: RunError | null,
): Promise<void> {
  const { database, clock, settings } = store;
  const stages = await committedEffects(database, run, progress);
  const previews = run.options.dryRun ? await previewsOf(database, run.orgId, run.runId) : [];
  await database.transaction(async (transaction) => {
    await assertHeld(store, transaction, run);
    const isKept = error !== null || isWorthKeeping(run, stages);
    const ownWrites = { reads: 0, writes: isKept ? 2 : 1, deletes: previews.length };
    const billed = addBilled(addBilled(progress.billed, database.billed), ownWrites);
    transaction.merge(statusReference(store, run.orgId), {
      ...status,
      dialect: progress.dialect,
      pageSize: progress.pageSize,
      lease: null,
      run: null,
    });
    if (!isKept) return;
    recordRun(
      store,
      transaction,
      { ...run, progress: { ...progress, stages, billed } },
      { state: error === null ? 'succeeded' : 'failed', finishedAt: clock.now(), error },
    );
  });
  await deleteDocuments(database, previews, settings.limits.commit);
}

/** Whether a run has done anything, or is recorded as being at work. */
function isWorthKeeping(run: ActiveRun, stages: RunProgress['stages']): boolean {
  if (!isRecent(run.options) || run.fence.step > 0 || run.fence.attempt > 1) return true;
  return Object.values(stages).some(({ added, updated, deleted }) => added + updated + deleted > 0);
}
