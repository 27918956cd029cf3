import type { SyncError } from '../../../platform/ports/errors';
import type { ActiveRun } from './activeRun';
import { assertHeld, statusReference } from './lease';
import { recordRunning, runError } from '../record/runRecord';
import type { RunStore } from './runStore';

/** Notes a failure that will be retried, so that status and run are honest meanwhile. One read, two writes. @throws SupersededError */
export async function noteRetry(store: RunStore, run: ActiveRun, failure: SyncError): Promise<void> {
  await store.database.transaction(async (transaction) => {
    await assertHeld(store, transaction, run);
    const lastError = runError(failure, run, store.clock.now());
    transaction.merge(statusReference(store, run.orgId), { lastError });
    recordRunning(store, transaction, run, lastError);
  });
}
