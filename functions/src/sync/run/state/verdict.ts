import { isRecent } from '../../../documents/runScope';
import type { Lease, SyncStatus } from '../../../documents/syncStatus';
import { firstStage } from '../topics';
import type { StepMessage } from './activeRun';
import { stateBeforeRecent } from './interrupted';

/** Why a delivery has nothing to do: somebody else has the tenant, or this work is done or given up. */
export type IgnoredBecause =
  | 'lease_held'
  | 'run_finished'
  | 'step_past'
  | 'superseded'
  | 'not_the_first_stage'
  /** The tenant never had a sync, or the last one failed: recent changes wait until there was a good one. */
  | 'full_sync_first';

/** What a delivery may do, as far as the status tells. */
export type Verdict =
  | { readonly kind: 'ignore'; readonly because: IgnoredBecause }
  /** Begin its run, unless there is a record of the run: then it has ended. */
  | { readonly kind: 'start' }
  /** Go on with its run, which has the lease. */
  | { readonly kind: 'go_on'; readonly lease: Lease };

type Step = Pick<StepMessage, 'runId' | 'step' | 'stage' | 'previousAttempt' | 'scope'>;
type Status = Pick<SyncStatus, 'lease' | 'run' | 'state' | 'lastRunId'>;

/** The table in README.md beside this file; decision 0004 says why it holds. */
export function verdictOn(status: Status, delivered: Step, now: Date): Verdict {
  const { lease } = status;
  const { runId, step, stage, scope } = delivered;
  if (step === 0 && stage !== firstStage(scope)) return ignore('not_the_first_stage');
  if (lease?.runId === runId) return verdictOnOwn(lease, delivered);
  if (step > 0) return ignore('superseded');
  const isHeld = lease !== null && lease.expiresAt > now;
  // A sync reads all that a run for recent changes does, so it doesn't wait for one.
  if (!isRecent(delivered)) return isHeld && !isRecent(status.run) ? ignore('lease_held') : { kind: 'start' };
  if (isHeld) return ignore('lease_held');
  // One that found nothing leaves no record.
  if (status.lastRunId === runId) return ignore('run_finished');
  return stateBeforeRecent(status) === 'succeeded' ? { kind: 'start' } : ignore('full_sync_first');
}

function verdictOnOwn(lease: Lease, { step, previousAttempt }: Step): Verdict {
  if (lease.step > step) return ignore('step_past');
  // Another attempt at the step before is at work, or has handed over: what it writes, this message knows nothing of.
  const handsOver = lease.step === step ? lease.previousAttempt : lease.attempt;
  const isKnown = handsOver !== undefined && previousAttempt !== undefined;
  return isKnown && handsOver !== previousAttempt ? ignore('superseded') : { kind: 'go_on', lease };
}

function ignore(because: IgnoredBecause): Verdict {
  return { kind: 'ignore', because };
}
