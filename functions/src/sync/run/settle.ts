import { type SyncError, TenantPausedError, TransientError } from '../../platform/ports/errors';
import { classify, exhausted } from '../../platform/failure';
import { deadLetterOf } from '../start/deadLetter';
import type { Attempt } from './attempt';
import { logs } from './logs';
import type { Failed, Known, Outcome, Step } from './outcome';
import { failRun } from './state/endRun';
import { holdsLease, SupersededError } from './state/lease';
import { noteRetry } from './state/noteRetry';
import type { StageName } from '../../documents/stageNames';
import { TOPICS } from './topics';

/**
 * Decides what becomes of an attempt that failed (thrown on to be repeated, or recorded, kept as a dead letter and done with), and
 * logs what came of every attempt.
 *
 * @throws TransientError when the delivery should be repeated.
 */
export async function settle(attempt: Attempt, outcome: Outcome): Promise<Outcome> {
  const settled = outcome.kind === 'failed' ? await settleFailure(attempt, outcome) : outcome;
  if (settled.kind !== 'failed') log(attempt, settled);
  return settled;
}

function log({ context, stage }: Attempt, outcome: Exclude<Outcome, Failed>): void {
  const fields = fieldsOf(outcome.step, stage.name);
  switch (outcome.kind) {
    case 'ignored':
      logs.deliveryIgnored(context.log, fields, outcome.because);
      break;
    case 'handed_over': {
      const { counts, billed, next } = outcome;
      logs.stageFinished(context.log, fields, { counts, billed, next });
      break;
    }
    case 'ended':
      for (const warning of outcome.warnings) logs.answersOdd(context.log, fields, warning);
      logs.runFinished(context.log, fields, { state: 'succeeded', billed: outcome.billed });
  }
}

async function settleFailure(attempt: Attempt, outcome: Failed): Promise<Outcome> {
  const { context, stage, delivery } = attempt;
  const { begun } = outcome;
  const fields = begun === null ? { stage: stage.name } : fieldsOf(begun.run, stage.name);
  const failure = finalFailure(attempt, outcome.failure);
  if (failure === null) {
    logs.stageRetried(context.log, fields, outcome.failure);
    // What matters is that the delivery is repeated; that the note of it fails too is likely in an outage.
    if (begun) await noteRetry(attempt, begun.run, outcome.failure).catch(() => undefined);
    throw outcome.failure;
  }

  if (begun && !(await holdsLease(attempt, begun.run)))
    return { kind: 'ignored', step: begun.run, because: 'superseded' };
  logs.stageFailed(context.log, fields, failure);
  if (!(failure instanceof TenantPausedError)) {
    const letter = deadLetterOf(context, delivery, failure, knownOf(outcome, stage.name));
    await context.publisher.publish(TOPICS.deadLetter, letter);
  }
  if (begun) {
    await failRun(attempt, begun.run, begun.progress, failure).catch((reason: unknown) => {
      if (!(reason instanceof SupersededError)) throw classify(reason);
    });
  }
  return { ...outcome, failure };
}

/** The failure that nothing more is tried after; null for one that passes and is still worth another attempt. */
function finalFailure({ clock, settings, delivery }: Attempt, failure: SyncError): SyncError | null {
  if (!(failure instanceof TransientError)) return failure;
  const age = clock.now().getTime() - delivery.publishedAt.getTime();
  return age < settings.retryWindowMilliseconds ? null : exhausted(failure, settings.retryWindowMilliseconds);
}

function knownOf({ message, begun }: Known, stage: StageName) {
  return {
    stage,
    // Without its cursor, which can be an address: a replay starts over, with the options that later messages leave out.
    ...(message && { message: { ...message, cursor: undefined, ...begun?.run.options } }),
    ...(begun && { runId: begun.run.runId, attempt: begun.run.fence.attempt }),
  };
}

function fieldsOf({ orgId, runId, step }: Step, stage: StageName) {
  return { orgId, runId, step, stage };
}
