import type { Context } from '../platform/context';
import { type SyncError, TenantPausedError, TransientError } from '../platform/errors';
import { deadLetterOf } from './deadLetter';
import { classify, exhausted } from './failure';
import { logs } from './logs';
import type { Delivery, StageMessage } from './message';
import type { RunProgress } from './progress';
import { type ActiveRun, type RunState, SupersededError } from './runState';
import { type StageName, TOPICS } from './topics';

/** Decides what becomes of a failed delivery: thrown on to be repeated, or recorded, kept as a dead letter and done with. */
export async function settleFailure(
  context: Context,
  state: RunState,
  stage: StageName,
  delivery: Delivery,
  known: { message?: StageMessage; run?: ActiveRun; progress?: RunProgress },
  error: SyncError,
): Promise<void> {
  const { message, run, progress } = known;
  const fields = { ...(run && { orgId: run.orgId, runId: run.runId, step: run.step }), stage };
  const { retryWindowMilliseconds } = context.settings;
  let failure = error;
  if (error instanceof TransientError) {
    const age = context.clock.now().getTime() - delivery.publishedAt.getTime();
    if (age < retryWindowMilliseconds) {
      logs.stageRetried(context.log, fields, error);
      // What matters is that the delivery is repeated; that the note of it fails too is likely in an outage.
      if (run) await state.recordRetry(run, error).catch(() => undefined);
      throw error;
    }
    failure = exhausted(error, retryWindowMilliseconds);
  }

  if (run && !(await state.holds(run))) {
    logs.deliveryIgnored(
      context.log,
      { orgId: run.orgId, runId: run.runId, step: run.step, stage },
      'superseded',
    );
    return;
  }
  logs.stageFailed(context.log, fields, failure);
  if (!(failure instanceof TenantPausedError)) {
    const letter = deadLetterOf(
      delivery,
      failure,
      {
        stage,
        // Without its cursor: that can be an address, and a replay begins anew.
        ...(message && { message: { ...message, cursor: undefined, ...(run && optionsOf(run)) } }),
        ...(run && { runId: run.runId, attempt: run.fence.attempt }),
      },
      context.clock.now(),
    );
    await context.publisher.publish(TOPICS.deadLetter, letter);
  }
  if (run && progress) {
    await state.fail(run, progress, failure).catch((reason: unknown) => {
      if (!(reason instanceof SupersededError)) throw classify(reason);
    });
  }
}

/** What a message in the middle of a run leaves to the run's first one, and a replay has to know. */
function optionsOf({ trigger, mode, dryRun, forceMenu, scope }: ActiveRun) {
  return { trigger, mode, dryRun, forceMenu, scope };
}
