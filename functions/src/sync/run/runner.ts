import type { Context } from '../../platform/ports/context';
import { ConfigError, TenantPausedError } from '../../platform/ports/errors';
import { attemptsDied } from '../../platform/failure';
import type { Database } from '../../platform/firestore/database';
import { readTenant, type Tenant } from '../../documents/tenant';
import type { Stage } from '../stages/stage';
import { type Attempt, openAttempt, outcomeOf } from './attempt';
import { type Delivery, parseMessage, runIdOf, type StageMessage } from './message';
import { createMemoryBudget } from './memoryBudget';
import type { Outcome } from './outcome';
import { settle } from './settle';
import type { ActiveRun } from './state/activeRun';
import { beginStep } from './state/beginStep';
import { isUnderWay } from './state/lease';
import { workOnStage } from './workOnStage';

/**
 * Runs one stage for one delivery of its topic: the only place that knows about leases, checkpoints, publishing, retries,
 * metering and logging (design §3). Resolves when the delivery is done with, also if the run has failed for good.
 *
 * @param memory What the deliveries on this instance share; by default this one has all of it.
 * @throws TransientError when the delivery should be repeated.
 */
export async function runStage(
  context: Context,
  stage: Stage,
  delivery: Delivery,
  memory = createMemoryBudget(context.settings.limits.memory),
): Promise<Outcome> {
  const attempt = openAttempt(context, stage, delivery, memory);
  const outcome = await outcomeOf(
    () => ({ message: null, begun: null }),
    () => {
      const message = parseMessage(delivery);
      return outcomeOf(
        () => ({ message, begun: null }),
        () => begin(attempt, message),
      );
    },
  );
  return settle(attempt, outcome);
}

async function begin(attempt: Attempt, message: StageMessage): Promise<Outcome> {
  const started = performance.now();
  const { database, stage, delivery } = attempt;
  const { orgId, step } = message;
  const runId = runIdOf(message, delivery);
  const tenant = await readTenantOrFault(database, orgId);
  if (isPaused(tenant) && !message.dryRun && step === 0 && !(await isUnderWay(attempt, orgId, runId)))
    return { kind: 'ignored', step: { orgId, runId, step }, because: 'tenant_paused' };

  const beginning = await beginStep(
    attempt,
    { ...message, runId, stage: stage.name },
    tenant instanceof ConfigError ? null : tenant.version,
  );
  if ('ignored' in beginning)
    return { kind: 'ignored', step: { orgId, runId, step }, because: beginning.ignored };
  const { run } = beginning;
  return outcomeOf(
    () => ({ message, begun: { run, progress: run.progress } }),
    () => {
      if (tenant instanceof ConfigError) throw tenant;
      // A dry run changes nothing of what a pause protects.
      if (isPaused(tenant) && !run.options.dryRun) throw new TenantPausedError();
      assertWorthRepeating(attempt, run);
      return withRoom(attempt, run, () => workOnStage(attempt, message, tenant, run, started));
    },
  );
}

async function withRoom(
  { memory }: Attempt,
  { knownRecords }: ActiveRun,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  const release = await memory.admit(knownRecords);
  try {
    return await work();
  } finally {
    release();
  }
}

/**
 * An attempt that fails says so, and is given up when the retry window has passed; one that dies says nothing. Where one died
 * after the window (no attempt, with the wait before the next, takes as long as a lease), others would die as well.
 *
 * @throws PermanentError `attempts_died`.
 */
function assertWorthRepeating({ clock, settings, delivery }: Attempt, run: ActiveRun): void {
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
