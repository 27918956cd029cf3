import { costInDollars } from '../domain/pricing';
import type { CurrentRun } from '../firestore/syncStatus';
import type { RunProgress } from './progress';

/** What is known of a run. */
export type RecordedRun = Omit<CurrentRun, 'progress' | 'stateBefore' | 'forceMenu'> & { runId: string };

/** Why a run failed, as `sync_status` and `sync_runs` say it. */
export interface RunError {
  code: string;
  message: string;
  stage: string;
  at: Date;
}

export interface RunOutcome {
  state: 'running' | 'succeeded' | 'failed';
  finishedAt: Date | null;
  error: RunError | null;
}

/** The document of `sync_runs`. */
export function runDocument(
  run: RecordedRun,
  progress: RunProgress,
  outcome: RunOutcome,
  retentionDays: number,
): Record<string, unknown> {
  return {
    runId: run.runId,
    trigger: run.trigger,
    mode: run.mode,
    dryRun: run.dryRun,
    scope: run.scope,
    state: outcome.state,
    stage: run.stage,
    startedAt: run.startedAt,
    finishedAt: outcome.finishedAt,
    window: progress.window,
    stages: progress.stages,
    billed: { ...progress.billed, usd: costInDollars(progress.billed) },
    error: outcome.error,
    expireAt: new Date(run.startedAt.getTime() + retentionDays * 86_400_000),
  };
}
