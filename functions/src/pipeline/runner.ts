import { addBilled } from '../domain/pricing';
import { syncWindow, type SyncWindow } from '../domain/window';
import { Database, type MeteredTransaction } from '../firestore/database';
import { readTenant, type Tenant } from '../firestore/tenants';
import type { Context } from '../platform/context';
import { ConfigError, TenantPausedError } from '../platform/errors';
import { attemptsDied, classify } from './failure';
import { settleFailure } from './settleFailure';
import { logs } from './logs';
import { type Delivery, parseMessage, runIdOf, type StageMessage } from './message';
import { advance, type RunProgress } from './progress';
import { type ActiveRun, RunState, SupersededError } from './runState';
import type { Stage } from './stage';
import { openStageContext } from './stageContext';
import { nextStage, TOPICS } from './topics';

/**
 * Runs one stage for one delivery of its topic: the only place that knows about leases, checkpoints, publishing, retries,
 * metering and logging (design §3). Resolves when the delivery is done with, also where the run has failed for good.
 *
 * @throws TransientError when the delivery should be repeated.
 */
export async function runStage(context: Context, stage: Stage, delivery: Delivery): Promise<void> {
  const database = new Database(context.firestore);
  const state = new RunState({ database, clock: context.clock, settings: context.settings });
  const known: { message?: StageMessage; run?: ActiveRun; progress?: RunProgress } = {};
  try {
    const message = (known.message = parseMessage(delivery));
    const runId = runIdOf(message, delivery);
    const fields = { orgId: message.orgId, runId, stage: stage.name, step: message.step };
    const tenant = await readTenantOrFault(database, message.orgId);
    if (isPaused(tenant) && message.step === 0 && !(await state.isUnderWay(message.orgId, runId))) {
      logs.deliveryIgnored(context.log, fields, 'tenant_paused');
      return;
    }

    const beginning = await state.begin(message, runId, stage.name);
    if ('ignored' in beginning) {
      logs.deliveryIgnored(context.log, fields, beginning.ignored);
      return;
    }
    known.run = beginning.run;
    known.progress = beginning.run.progress;
    if (tenant instanceof ConfigError) throw tenant;
    if (isPaused(tenant)) throw new TenantPausedError();
    assertWorthRepeating(context, delivery, beginning.run);
    await workAndHandOver(context, database, state, stage, message, tenant, beginning.run, known);
  } catch (error) {
    if (error instanceof SupersededError) {
      const { orgId = '', runId = '', step = 0 } = known.run ?? {};
      logs.deliveryIgnored(context.log, { orgId, runId, step, stage: stage.name }, 'superseded');
      return;
    }
    await settleFailure(context, state, stage.name, delivery, known, classify(error));
  }
}

async function workAndHandOver(
  context: Context,
  database: Database,
  state: RunState,
  stage: Stage,
  message: StageMessage,
  tenant: Tenant,
  run: ActiveRun,
  known: { progress?: RunProgress },
): Promise<void> {
  const started = performance.now();
  const window = run.progress.window ?? windowOf(run, tenant);
  const { dialect } = run.progress;
  const fence = async (transaction: MeteredTransaction) => state.fence(transaction, run);
  const work = openStageContext(context, database, { tenant, run, window, dialect, fence });
  const advanced = (): RunProgress =>
    advance(run.progress, stage.name, work.counts(performance.now() - started), {
      window,
      dialect: work.stage.pos.settledDialect ?? dialect,
      totals: work.stage.totals,
      billed: addBilled(run.progress.billed, database.billed),
    });

  let continueAt: unknown;
  try {
    let lookedAt = started;
    for await (const reached of stage.work(work.stage, message.cursor)) {
      const now = performance.now();
      if (now - lookedAt >= context.settings.pauseCheckMilliseconds) {
        lookedAt = now;
        if ((await readTenant(database, run.orgId)).status === 'paused') throw new TenantPausedError();
      }
      if (now - started < context.settings.timeBudgetMilliseconds) continue;
      continueAt = reached;
      break;
    }
    await work.flush();
  } finally {
    await work.settle();
    known.progress = { ...advanced(), billed: run.progress.billed };
  }

  const progress = advanced();
  const next = continueAt === undefined ? nextStage(stage.name, run.scope) : stage.name;
  const fields = { orgId: run.orgId, runId: run.runId, stage: stage.name, step: run.step };
  if (next === null) {
    await state.succeed(run, known.progress);
    logs.runFinished(context.log, fields, { state: 'succeeded', billed: progress.billed });
    return;
  }
  await context.publisher.publish(TOPICS[next], {
    orgId: run.orgId,
    runId: run.runId,
    step: run.step + 1,
    previousAttempt: run.fence.attempt,
    ...(continueAt === undefined ? {} : { cursor: continueAt }),
    // Beside the status, so that a run of a part never passes for one of everything.
    ...(run.scope !== null && { scope: run.scope }),
    progress,
  });
  const counts = work.counts(performance.now() - started);
  logs.stageFinished(context.log, fields, { counts, billed: database.billed, next });
}

/** The days to read: those of a backfill; for a run in full mode, as far back as the tenant's history goes. */
function windowOf(run: ActiveRun, tenant: Tenant): SyncWindow {
  if (run.scope?.kind === 'window') return { from: run.scope.from, to: run.scope.to };
  const window = syncWindow({ ...tenant, now: run.startedAt, lastSyncAt: run.lastSyncAt });
  const { historyStart } = tenant;
  const reachesFurther = run.mode === 'full' && historyStart !== null && historyStart < window.from;
  return reachesFurther ? { ...window, from: historyStart } : window;
}

/**
 * An attempt that fails says so, and is given up when the retry window has passed; one that dies says nothing. Where one died
 * after the window (no attempt, with the wait before the next, takes as long as a lease), others would die as well.
 *
 * @throws PermanentError `attempts_died`.
 */
function assertWorthRepeating({ clock, settings }: Context, delivery: Delivery, run: ActiveRun): void {
  const age = clock.now().getTime() - delivery.publishedAt.getTime();
  if (run.lastAttemptDied && age >= settings.retryWindowMilliseconds + settings.leaseMilliseconds)
    throw attemptsDied(settings.retryWindowMilliseconds);
}

/** A malformed tenant is a fault to record once the run has begun, and no reason to crash before. */
async function readTenantOrFault(database: Database, orgId: string): Promise<Tenant | ConfigError> {
  return readTenant(database, orgId).catch((error: unknown) => {
    if (error instanceof ConfigError) return error;
    throw error;
  });
}

function isPaused(tenant: Tenant | ConfigError): boolean {
  return !(tenant instanceof ConfigError) && tenant.status === 'paused';
}
