import type { Baseline } from '../../../rules/answers/plausibility';
import type { SyncWarning } from '../../../documents/measurements';
import { runOptions, type RunOptions } from '../../../documents/runOptions';
import type { CurrentRun, Lease, SyncStatus } from '../../../documents/syncStatus';
import type { StageMessage } from '../message';
import { emptyProgress, type RunProgress } from '../../../documents/runProgress';
import type { StageName } from '../../../documents/stageNames';
import { isLastStage } from '../topics';
import { stateBeforeRecent } from './interrupted';

/** A delivery that has the tenant's lease. */
export interface ActiveRun {
  readonly orgId: string;
  readonly runId: string;
  readonly step: number;
  /** What the stored lease must say for this delivery to be the one that may write. */
  readonly fence: { readonly step: number; readonly attempt: number };
  /** Which attempt at the step before handed over; undefined in the first step. */
  readonly previousAttempt: number | undefined;
  /** Whether there was an attempt at this step of which nothing was heard again. */
  readonly lastAttemptDied: boolean;
  readonly stage: StageName;
  readonly options: RunOptions;
  readonly stateBefore: CurrentRun['stateBefore'];
  readonly startedAt: Date;
  /** Customers and orders as the last run counted them; null before the first one that succeeded. */
  readonly knownRecords: number | null;
  readonly lastSyncAt: Date | null;
  readonly lastRecentSyncAt: Date | null;
  /** Whether an earlier attempt, or a run that never ended, may have changed orders that nobody has added up since. */
  readonly isUnsettled: boolean;
  /** The day from which orders are read once more, if the last sync asked for it. */
  readonly revisitFrom: string | null;
  /** What the answers of the runs before looked like; null for the first. */
  readonly baseline: Baseline | null;
  /** What the last sync found odd. */
  readonly warnings: readonly SyncWarning[];
  /** Which segment rules every customer follows; null for the defaults. */
  readonly segmentRules: string | null;
  /** By which version of the tenant's document; see `sync_status`. */
  readonly tenantVersion: string | null;
  /** When a customer who was entered by hand was erased first; null if none was. */
  readonly manualErasedAt: Date | null;
  readonly progress: RunProgress;
}

/** The message of a step, with what it leaves to its delivery. */
export interface StepMessage extends StageMessage {
  readonly runId: string;
  readonly stage: StageName;
}

/**
 * The run of a delivery that may work: as the status has it if it holds the lease already, else as its message asks for it.
 *
 * @param own The run's lease.
 */
export function activeRunOf(
  message: StepMessage,
  status: SyncStatus,
  own: Lease | null,
  {
    now,
    leaseMilliseconds,
    tenantVersion,
  }: { now: Date; leaseMilliseconds: number; tenantVersion: string | null },
): ActiveRun {
  const { orgId, runId, step, stage, previousAttempt } = message;
  const known = own === null ? null : status.run;
  const isRepeated = own?.step === step;
  const options = runOptions.parse(known ?? message);
  const stateBefore = stateBeforeRecent(status);
  const progress = message.progress ?? known?.progress ?? emptyProgress();
  return {
    orgId,
    runId,
    step,
    // The last stage begins no step of its own: it ends the run.
    fence:
      own !== null && isLastStage(stage)
        ? { step: own.step, attempt: own.attempt }
        : { step, attempt: isRepeated ? own.attempt + 1 : 1 },
    previousAttempt,
    lastAttemptDied: isRepeated && !hasFailed(own, status, leaseMilliseconds),
    stage,
    options,
    stateBefore: known?.stateBefore ?? (stateBefore === 'running' ? 'failed' : stateBefore),
    startedAt: known?.startedAt ?? now,
    knownRecords: status.lastSyncAt && status.customerCount + status.orderCount,
    lastSyncAt: status.lastSyncAt,
    lastRecentSyncAt: status.lastRecentSyncAt,
    isUnsettled: own !== null || status.run !== null || status.lastError !== null,
    revisitFrom: status.revisitFrom,
    baseline: status.baseline,
    warnings: status.warnings,
    segmentRules: status.segmentRules,
    tenantVersion: status.tenantVersion ?? tenantVersion,
    manualErasedAt: status.manualErasedAt,
    progress: {
      ...progress,
      dialect: progress.dialect ?? status.dialect,
      // A full sync asks for as many rows as usual: the POS may give more by now.
      pageSize: progress.pageSize ?? (options.mode === 'full' ? null : status.pageSize),
    },
  };
}

/** Whether the attempt that holds the lease, which it took when it began, has noted a failure since. */
function hasFailed({ expiresAt }: Lease, { lastError }: SyncStatus, leaseMilliseconds: number): boolean {
  return lastError !== null && lastError.at.getTime() >= expiresAt.getTime() - leaseMilliseconds;
}
