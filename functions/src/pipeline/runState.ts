import { addBilled } from '../domain/pricing';
import type { Database, MeteredTransaction } from '../firestore/database';
import { deleteDocuments } from '../firestore/deleteDocuments';
import { previewsOf } from '../firestore/packedIndex/dryRunPreview';
import { paths } from '../firestore/paths';
import type { RunScope } from '../firestore/runScope';
import {
  type CurrentRun,
  initialSyncStatus,
  type Lease,
  parseSyncStatus,
  type SyncStatus,
} from '../firestore/syncStatus';
import type { Clock } from '../platform/clock';
import type { SyncError } from '../platform/errors';
import type { Settings } from '../platform/settings';
import type { StageMessage } from './message';
import { emptyProgress, runProgress, type RunProgress } from './progress';
import { recordAbandonedRun } from './abandonedRun';
import { committedEffects } from './runEffects';
import { runDocument, type RunError, type RunOutcome } from './runRecord';
import { statusAfterSuccess } from './statusAfterSuccess';
import { nextStage, STAGE_NAMES, type StageName } from './topics';

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
  readonly trigger: CurrentRun['trigger'];
  readonly mode: CurrentRun['mode'];
  readonly dryRun: boolean;
  readonly stateBefore: CurrentRun['stateBefore'];
  readonly forceMenu: boolean;
  readonly scope: RunScope | null;
  readonly startedAt: Date;
  readonly lastSyncAt: Date | null;
  readonly progress: RunProgress;
}

/** Why a delivery has nothing to do: somebody else has the tenant, or this work is done or given up. */
export type IgnoredBecause =
  'lease_held' | 'run_finished' | 'step_past' | 'superseded' | 'not_the_first_stage';

export type Beginning = { run: ActiveRun } | { ignored: IgnoredBecause };

/** Thrown inside a commit when another delivery has taken over; the runner ends the delivery without a trace of failure. */
export class SupersededError extends Error {}

interface RunStateDependencies {
  database: Database;
  clock: Clock;
  settings: Settings;
}

/**
 * The state machine of runs: which delivery may work for a tenant, kept in one document (`sync_status/pos`) and changed
 * in transactions only. See decision 0004 for the protocol and its proof by cases.
 */
export class RunState {
  constructor(private readonly dependencies: RunStateDependencies) {}

  /**
   * Takes or extends the lease for a step, and records what the steps before it have done. One read, one write; the last
   * stage writes nothing here, because ending the run records everything.
   */
  async begin(message: StageMessage, runId: string, stage: StageName): Promise<Beginning> {
    const { database, clock } = this.dependencies;
    const { orgId, step } = message;
    const reference = database.document(paths.syncStatus(orgId));

    return database.transaction(async (transaction): Promise<Beginning> => {
      const snapshot = await transaction.get(reference);
      const status = parseSyncStatus(snapshot.data());
      const now = clock.now();
      const ignored =
        step === 0 && stage !== STAGE_NAMES[0]
          ? 'not_the_first_stage'
          : await this.reasonToIgnore(transaction, status, message, runId, now);
      if (ignored !== null) return { ignored };

      const ownLease = status.lease?.runId === runId ? status.lease : null;
      const isLast = nextStage(stage, null) === null && ownLease !== null;
      if (ownLease === null) {
        const { runRetentionDays: retentionDays } = this.dependencies.settings;
        await recordAbandonedRun(database, transaction, orgId, status, { now, retentionDays });
      }
      const known = ownLease === null ? null : status.run;
      const progress = message.progress ?? runProgress.safeParse(known?.progress).data ?? emptyProgress();
      const run: ActiveRun = {
        orgId,
        runId,
        fence: isLast ? ownLease : { step, attempt: ownLease?.step === step ? ownLease.attempt + 1 : 1 },
        previousAttempt: message.previousAttempt,
        lastAttemptDied: ownLease?.step === step && !this.hasFailed(ownLease, status),
        step,
        stage,
        trigger: known?.trigger ?? message.trigger,
        mode: known?.mode ?? message.mode,
        dryRun: known?.dryRun ?? message.dryRun,
        stateBefore: known?.stateBefore ?? (status.state === 'running' ? 'failed' : status.state),
        forceMenu: known?.forceMenu ?? message.forceMenu,
        scope: known === null ? message.scope : known.scope,
        startedAt: known?.startedAt ?? now,
        lastSyncAt: status.lastSyncAt,
        progress: { ...progress, dialect: progress.dialect ?? status.dialect },
      };
      if (isLast) return { run };
      transaction.merge(reference, {
        ...(snapshot.exists ? {} : initialSyncStatus()),
        state: 'running',
        lastAttemptAt: run.startedAt,
        lastRunId: runId,
        dialect: run.progress.dialect,
        lease: this.leaseOf(run, now),
        run: currentRunOf(run),
      });
      // A run that takes longer than usual is recorded already on its way.
      if (known?.stage === stage) this.recordRunning(transaction, run);
      return { run };
    });
  }

  /** Verifies in a commit's transaction that this delivery still has the lease. One read. */
  async fence(transaction: MeteredTransaction, run: ActiveRun): Promise<void> {
    await this.readOwn(transaction, run);
  }

  /** Whether the run has begun and not ended: one that its tenant's pause meets between two attempts has to be ended. One read. */
  async isUnderWay(orgId: string, runId: string): Promise<boolean> {
    const { database } = this.dependencies;
    const snapshot = await database.get(database.document(paths.syncStatus(orgId)));
    return parseSyncStatus(snapshot.data()).lease?.runId === runId;
  }

  /** Whether this delivery still has the lease. One read. */
  async holds(run: ActiveRun): Promise<boolean> {
    const snapshot = await this.dependencies.database.get(this.reference(run));
    return isHeldBy(run, parseSyncStatus(snapshot.data()));
  }

  /** Notes a failure that will be retried, so that status and run are honest meanwhile. One read, two writes. */
  async recordRetry(run: ActiveRun, error: SyncError): Promise<void> {
    await this.dependencies.database.transaction(async (transaction) => {
      await this.readOwn(transaction, run);
      const lastError = this.errorOf(error, run.stage);
      transaction.merge(this.reference(run), { lastError });
      this.recordRunning(transaction, run, lastError);
    });
  }

  /** Ends the run as a success: `lastSyncAt` moves to its start if it was a sync of everything. */
  async succeed(run: ActiveRun, progress: RunProgress): Promise<void> {
    await this.end(run, progress, statusAfterSuccess(run, progress.totals), null);
  }

  /** Ends the run as failed: `lastSyncAt` and the counts stay as they were. */
  async fail(run: ActiveRun, progress: RunProgress, error: SyncError): Promise<void> {
    const lastError = this.errorOf(error, run.stage);
    await this.end(run, progress, { state: 'failed', lastError }, lastError);
  }

  private async end(
    run: ActiveRun,
    progress: RunProgress,
    status: Record<string, unknown>,
    error: RunError | null,
  ): Promise<void> {
    const { database, clock } = this.dependencies;
    const stages = await committedEffects(database, run, progress);
    const previews = run.dryRun ? await previewsOf(database, run.orgId, run.runId) : [];
    await database.transaction(async (transaction) => {
      await this.readOwn(transaction, run);
      const ownWrites = { reads: 0, writes: 2, deletes: previews.length };
      const billed = addBilled(addBilled(progress.billed, database.billed), ownWrites);
      transaction.merge(this.reference(run), {
        ...status,
        dialect: progress.dialect,
        lease: null,
        run: null,
      });
      transaction.set(
        database.document(paths.syncRun(run.orgId, run.runId)),
        this.record(
          run,
          { ...progress, stages, billed },
          { state: error === null ? 'succeeded' : 'failed', finishedAt: clock.now(), error },
        ),
      );
    });
    await deleteDocuments(database, previews);
  }

  private async reasonToIgnore(
    transaction: MeteredTransaction,
    status: SyncStatus,
    { orgId, step, previousAttempt }: StageMessage,
    runId: string,
    now: Date,
  ): Promise<IgnoredBecause | null> {
    const { lease } = status;
    if (lease?.runId === runId) {
      if (lease.step > step) return 'step_past';
      // Another attempt at the step before is at work, or has handed over: what it writes, this message knows nothing of.
      const handsOver = lease.step === step ? lease.previousAttempt : lease.attempt;
      const isKnown = handsOver !== undefined && previousAttempt !== undefined;
      return isKnown && handsOver !== previousAttempt ? 'superseded' : null;
    }
    if (step > 0) return 'superseded';
    if (lease !== null && lease.expiresAt > now) return 'lease_held';
    const earlier = await transaction.get(this.dependencies.database.document(paths.syncRun(orgId, runId)));
    return earlier.exists ? 'run_finished' : null;
  }

  /** Whether the attempt that holds the lease, which it took when it began, has noted a failure since. */
  private hasFailed({ expiresAt }: Lease, { lastError }: SyncStatus): boolean {
    const begun = expiresAt.getTime() - this.dependencies.settings.leaseMilliseconds;
    return lastError !== null && lastError.at.getTime() >= begun;
  }

  private recordRunning(
    transaction: MeteredTransaction,
    run: ActiveRun,
    error: RunError | null = null,
  ): void {
    transaction.set(
      this.dependencies.database.document(paths.syncRun(run.orgId, run.runId)),
      this.record(run, run.progress, { state: 'running', finishedAt: null, error }),
    );
  }

  private record(run: ActiveRun, progress: RunProgress, outcome: RunOutcome) {
    return runDocument(run, progress, outcome, this.dependencies.settings.runRetentionDays);
  }

  private async readOwn(transaction: MeteredTransaction, run: ActiveRun): Promise<void> {
    const snapshot = await transaction.get(this.reference(run));
    if (isHeldBy(run, parseSyncStatus(snapshot.data()))) return;
    throw new SupersededError('Another delivery has taken over this tenant');
  }

  private reference({ orgId }: ActiveRun) {
    return this.dependencies.database.document(paths.syncStatus(orgId));
  }

  private leaseOf({ runId, fence, previousAttempt }: ActiveRun, now: Date): Lease {
    const expiresAt = new Date(now.getTime() + this.dependencies.settings.leaseMilliseconds);
    return { runId, ...fence, ...(previousAttempt !== undefined && { previousAttempt }), expiresAt };
  }

  private errorOf({ code, message }: SyncError, stage: StageName) {
    return { code, message, stage, at: this.dependencies.clock.now() };
  }
}

function isHeldBy({ runId, fence }: ActiveRun, { lease }: SyncStatus): boolean {
  return lease?.runId === runId && lease.step === fence.step && lease.attempt === fence.attempt;
}

function currentRunOf(run: ActiveRun): CurrentRun {
  const { trigger, mode, dryRun, stateBefore, forceMenu, scope, startedAt, stage, progress } = run;
  return { trigger, mode, dryRun, stateBefore, forceMenu, scope, startedAt, stage, progress };
}
