import { isRecent } from '../../../documents/runScope';
import type { SyncStatus } from '../../../documents/syncStatus';

type Interrupted = Pick<SyncStatus, 'lease' | 'run' | 'state'>;

/** How the last sync ended, also if a run for recent changes, which says nothing of that, is under way or has died. */
export function stateBeforeRecent({ run, state }: Interrupted): SyncStatus['state'] {
  return run !== null && isRecent(run) ? run.stateBefore : state;
}

/** What a run whose place another one takes failed with. */
export function interruptionOf({ lease, run }: Interrupted, now: Date): { code: string; message: string } {
  if (isRecent(run) && lease !== null && lease.expiresAt > now)
    return {
      code: 'run_replaced',
      message:
        'A sync, or other work that needs the tenant for itself, began before this run for recent changes had ended.',
    };
  return {
    code: 'lease_expired',
    message: 'The run stopped responding and its lease expired. The next run has taken over.',
  };
}
