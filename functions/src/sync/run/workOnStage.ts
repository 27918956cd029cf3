import { addBilled } from '../../rules/money/pricing';
import { addDays, calendarDate } from '../../rules/time/time';
import { syncWindow, type SyncWindow, widenWindow } from '../../rules/time/window';
import { readTenant, type Tenant } from '../../documents/tenant';
import type { PosClient } from '../../platform/ports/pos';
import { TenantPausedError } from '../../platform/ports/errors';
import { stages } from '../stages';
import { type OpenStage, openStageContext } from '../stages/stageContext';
import { type Attempt, outcomeOf } from './attempt';
import type { StageMessage } from './message';
import type { Outcome } from './outcome';
import { isRecent, RECENT_DAYS } from '../../documents/runScope';
import type { RunProgress, StageCounts } from '../../documents/runProgress';
import { advance } from './progress';
import type { ActiveRun } from './state/activeRun';
import { succeedRun } from './state/endRun';
import { assertHeld } from './state/lease';
import { judgeAnswers } from './record/judgedAnswers';
import type { StageName } from '../../documents/stageNames';
import { nextStage, TOPICS } from './topics';

/**
 * Works on a stage from where its message says until it is complete or its time is up, and hands over or ends the run. A run for recent
 * changes is small: it goes through its stages in one delivery as long as its time lasts.
 *
 * @param started When the delivery began, on the clock of `performance`.
 * @param pos What the stage before asked the POS by, in the same delivery.
 */
export async function workOnStage(
  attempt: Attempt,
  message: StageMessage,
  tenant: Tenant,
  run: ActiveRun,
  started: number,
  pos?: PosClient,
): Promise<Outcome> {
  const { context, database, stage, settings } = attempt;
  const began = performance.now();
  const own = windowOf(run, tenant);
  const window =
    run.progress.window ?? (run.options.scope === null ? widenWindow(own, run.revisitFrom) : own);
  const { dialect, pageSize, billed } = run.progress;
  const open = openStageContext(context, database, {
    tenant,
    run,
    window,
    firstReadFrom: own.from,
    appliedRules: run.segmentRules,
    appliedTenant: run.tenantVersion,
    hasErasedManual: run.manualErasedAt !== null,
    pos,
    dialect,
    pageSize,
    fence: (transaction) => assertHeld(attempt, transaction, run),
  });
  const counts = () => open.counts(performance.now() - began);
  const progress = (): RunProgress =>
    advance(run.progress, stage.name, counts(), {
      window,
      dialect: open.stage.pos.settledDialect ?? dialect,
      pageSize: open.stage.pos.learnedPageSize ?? pageSize,
      totals: open.stage.totals,
      unknownStatuses: open.stage.tally.unknownStatuses,
      measured: open.stage.measured.sum,
      billed,
    });

  return outcomeOf(
    () => ({ message, begun: { run, progress: progress() } }),
    async () => {
      const continueAt = await workUntilTimeIsUp(attempt, open, message.cursor, started);
      const next = continueAt === undefined ? nextStageOf(run, stage.name, counts()) : stage.name;
      const whole = { ...progress(), billed: addBilled(billed, database.billed) };
      if (next === null) {
        const judged = judgeAnswers(run, whole.measured, tenant.timeZone, attempt.settings.limits.brake);
        await succeedRun(attempt, run, progress(), judged);
        return { kind: 'ended', step: run, billed: whole.billed, warnings: judged?.warnings ?? [] };
      }
      const isTimeUp = performance.now() - started >= settings.timeBudgetMilliseconds;
      if (isRecent(run.options) && continueAt === undefined && !isTimeUp) {
        const following = { ...run, stage: next, progress: progress() };
        return workOnStage(
          { ...attempt, stage: stages[next] },
          { ...message, cursor: undefined },
          tenant,
          following,
          started,
          open.stage.pos,
        );
      }
      await handOver(attempt, run, next, continueAt, whole);
      return { kind: 'handed_over', step: run, next, counts: counts(), billed: database.billed };
    },
  );
}

function nextStageOf(
  { options: { scope }, isUnsettled }: ActiveRun,
  stage: StageName,
  { added, updated }: StageCounts,
): StageName | null {
  return nextStage(stage, scope, isUnsettled || added + updated > 0);
}

/** @returns Where a continuation goes on; undefined once the stage is complete. */
async function workUntilTimeIsUp(
  { database, stage, settings }: Attempt,
  open: OpenStage,
  cursor: unknown,
  started: number,
): Promise<unknown> {
  const { orgId } = open.stage.tenant;
  let continueAt: unknown;
  try {
    let lookedAt = started;
    for await (const reached of stage.work(open.stage, cursor)) {
      const now = performance.now();
      if (now - lookedAt >= settings.pauseCheckMilliseconds) {
        lookedAt = now;
        const { status } = await readTenant(database, orgId);
        if (status === 'paused' && !open.stage.run.options.dryRun) throw new TenantPausedError();
      }
      if (now - started < settings.timeBudgetMilliseconds) continue;
      continueAt = reached;
      break;
    }
    await open.flush();
  } finally {
    await open.settle();
  }
  return continueAt;
}

async function handOver(
  { context }: Attempt,
  { orgId, runId, step, fence, options: { scope } }: ActiveRun,
  next: StageName,
  continueAt: unknown,
  progress: RunProgress,
): Promise<void> {
  await context.publisher.publish(TOPICS[next], {
    orgId,
    runId,
    step: step + 1,
    previousAttempt: fence.attempt,
    ...(continueAt !== undefined && { cursor: continueAt }),
    // Beside the status, so that a run of a part never passes for one of everything.
    ...(scope !== null && { scope }),
    progress,
  });
}

/** The days to read: those of a backfill; for a run in full mode, as far back as the tenant's history goes. */
function windowOf(
  { options: { mode, scope }, startedAt, lastSyncAt }: ActiveRun,
  tenant: Tenant,
): SyncWindow {
  if (scope?.kind === 'recent') {
    const today = calendarDate(startedAt, tenant.timeZone);
    return { from: addDays(today, 1 - RECENT_DAYS), to: today };
  }
  if (scope?.kind === 'window') return { from: scope.from, to: scope.to };
  const window = syncWindow({ ...tenant, now: startedAt, lastSyncAt });
  const { historyStart } = tenant;
  const reachesFurther = mode === 'full' && historyStart !== null && historyStart < window.from;
  return reachesFurther ? { ...window, from: historyStart } : window;
}
