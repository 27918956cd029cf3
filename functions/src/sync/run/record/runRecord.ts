import { costInDollars } from '../../../rules/money/pricing';
import { fillRatesOf } from '../../../rules/answers/plausibility';
import type { RunError } from '../../../documents/syncRun';
import { paths } from '../../../documents/paths';
import type { MeteredTransaction } from '../../../platform/firestore/database';
import type { SyncError } from '../../../platform/ports/errors';
import type { ActiveRun } from '../state/activeRun';
import type { RunStore } from '../state/runStore';

/** What is known of a run. */
export type KnownRun = Pick<ActiveRun, 'orgId' | 'runId' | 'options' | 'startedAt' | 'progress'> & {
  readonly stage: string;
};

interface RunCondition {
  readonly state: 'running' | 'succeeded' | 'failed';
  readonly finishedAt: Date | null;
  readonly error: RunError | null;
}

export function runError({ code, message }: SyncError, { stage }: ActiveRun, at: Date): RunError {
  return { code, message, stage, at };
}

/** Writes a run's document in `sync_runs`. One write. */
export function recordRun(
  { database, settings }: Pick<RunStore, 'database' | 'settings'>,
  transaction: MeteredTransaction,
  { orgId, runId, options, stage, startedAt, progress }: KnownRun,
  { state, finishedAt, error }: RunCondition,
): void {
  const { trigger, mode, dryRun, scope } = options;
  transaction.set(database.document(paths.syncRun(orgId, runId)), {
    ...{ runId, trigger, mode, dryRun, scope, state, stage, startedAt, finishedAt },
    window: progress.window,
    stages: progress.stages,
    unknownStatuses: progress.unknownStatuses,
    fillRates: fillRatesOf(progress.measured),
    billed: { ...progress.billed, usd: costInDollars(progress.billed) },
    error,
    expireAt: new Date(startedAt.getTime() + settings.runRetentionDays * 86_400_000),
  });
}

/** Records a run that is still at work. One write. @param error What its last attempt failed with. */
export function recordRunning(
  store: RunStore,
  transaction: MeteredTransaction,
  run: ActiveRun,
  error: RunError | null = null,
): void {
  recordRun(store, transaction, run, { state: 'running', finishedAt: null, error });
}
