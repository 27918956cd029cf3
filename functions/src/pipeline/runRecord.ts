import { costInDollars } from '../domain/pricing';
import type { CurrentRun } from '../firestore/syncStatus';
import type { RunProgress } from './progress';

/** What is known of a run when it ends. */
export type RecordedRun = Omit<CurrentRun, 'progress' | 'stateBefore' | 'forceMenu'> & { runId: string };

/** Why a run failed, as `sync_status` and `sync_runs` say it. */
export interface RunError {
  code: string;
  message: string;
  stage: string;
  at: Date;
}

/** The document of `sync_runs`, of a run that has ended. */
export function runDocument(
  run: RecordedRun,
  progress: RunProgress,
  finishedAt: Date,
  error: RunError | null,
  retentionDays: number,
): Record<string, unknown> {
  return {
    runId: run.runId,
    trigger: run.trigger,
    mode: run.mode,
    dryRun: run.dryRun,
    state: error === null ? 'succeeded' : 'failed',
    stage: run.stage,
    startedAt: run.startedAt,
    finishedAt,
    window: progress.window,
    stages: progress.stages,
    billed: { ...progress.billed, usd: costInDollars(progress.billed) },
    error,
    expireAt: new Date(run.startedAt.getTime() + retentionDays * 86_400_000),
  };
}
