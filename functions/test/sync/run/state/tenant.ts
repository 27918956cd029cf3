import { Database } from '../../../../src/platform/firestore/database';
import type { SyncError } from '../../../../src/platform/ports/errors';
import { DEFAULT_SETTINGS } from '../../../../src/platform/settings';
import { type StageMessage, stageMessage } from '../../../../src/sync/run/message';
import type { RunProgress } from '../../../../src/documents/runProgress';
import type { ActiveRun } from '../../../../src/sync/run/state/activeRun';
import { beginStep } from '../../../../src/sync/run/state/beginStep';
import { failRun, succeedRun } from '../../../../src/sync/run/state/endRun';
import { assertHeld } from '../../../../src/sync/run/state/lease';
import { noteRetry } from '../../../../src/sync/run/state/noteRetry';
import type { StageName } from '../../../../src/documents/stageNames';
import { TestClock } from '../../../support/clock';
import type { TestFirestore } from '../../../support/firestore';

let tenants = 0;

/** A tenant that never synced, and what deliveries can do for it. */
export function openTenant({ firestore }: TestFirestore) {
  const orgId = `org${(tenants += 1)}`;
  const clock = new TestClock();
  const database = new Database(firestore);
  const store = { database, clock, settings: DEFAULT_SETTINGS };
  const tenant = firestore.doc(`tenants/${orgId}`);
  const begin = async (
    runId: string,
    step: number,
    stage: StageName = 'customers',
    more: Partial<StageMessage> = {},
  ) => beginStep(store, { ...stageMessage.parse({ orgId, step, ...more }), runId, stage }, null);
  return {
    ...store,
    orgId,
    /** Its documents. */
    document: (path: string) => tenant.collection(path.split('/')[0] ?? '').doc(path.split('/')[1] ?? ''),
    begin,
    /** Begins a step that nothing blocks. */
    async begun(...parameters: Parameters<typeof begin>): Promise<ActiveRun> {
      const beginning = await begin(...parameters);
      if ('ignored' in beginning) throw new Error(`ignored: ${beginning.ignored}`);
      return beginning.run;
    },
    /** Commits nothing, as the delivery. */
    commit: async (run: ActiveRun) =>
      database.transaction((transaction) => assertHeld(store, transaction, run)),
    noteRetry: async (run: ActiveRun, failure: SyncError) => noteRetry(store, run, failure),
    succeed: async (run: ActiveRun, progress: RunProgress) => succeedRun(store, run, progress, null),
    fail: async (run: ActiveRun, progress: RunProgress, failure: SyncError) =>
      failRun(store, run, progress, failure),
    status: async () => (await tenant.collection('sync_status').doc('pos').get()).data(),
    run: async (runId: string) => (await tenant.collection('sync_runs').doc(runId).get()).data(),
  };
}
