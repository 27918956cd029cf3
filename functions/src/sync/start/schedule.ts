import { hash } from 'node:crypto';
import pLimit from 'p-limit';
import { Database } from '../../platform/firestore/database';
import type { Limits } from '../../platform/limits';
import { activeTenants, type ActiveTenant } from '../../documents/activeTenants';
import { parseSyncEveryMinutes } from '../../documents/tenant';
import type { Context } from '../../platform/ports/context';
import { TransientError } from '../../platform/ports/errors';
import { causeOf, distinctFailures } from '../../platform/failure';
import { startLogs } from './logs';
import { compactTime } from '../run/message';
import { firstStage, TOPICS } from '../run/topics';

/** Minutes between two syncs of everything, in which there is no other run. */
const FULL_SYNC_MINUTES = 30;

/**
 * Starts a sync of everything for all tenants whose sync is on.
 *
 * @param scheduledFor The moment that the schedule stands for.
 * @throws TransientError when some tenants could not be published, so that the schedule is tried again.
 */
export async function scheduleTenants(context: Context, scheduledFor: Date): Promise<{ published: number }> {
  return publishRuns(context, scheduledFor, 'schedule', () => true);
}

/**
 * Starts a run for recent changes for all tenants that are due for one: `syncEveryMinutes` after the last, but not if a sync of
 * everything is due anyway.
 *
 * @param scheduledFor The moment that the schedule stands for.
 * @throws TransientError when some tenants could not be published, so that the schedule is tried again.
 */
export async function scheduleRecentChanges(
  context: Context,
  scheduledFor: Date,
): Promise<{ published: number }> {
  const minute = scheduledFor.getUTCMinutes() % FULL_SYNC_MINUTES;
  if (minute === 0) return { published: 0 };
  const usual = parseSyncEveryMinutes(context.settings.recentEveryMinutes, 0);
  return publishRuns(context, scheduledFor, 'recent', ({ syncEveryMinutes }) => {
    const every = parseSyncEveryMinutes(syncEveryMinutes, usual);
    return every > 0 && minute % every === 0;
  });
}

/**
 * Publishes one message a tenant, each at a moment of its own, so that they don't all ask the POS at once; how
 * many of them do at a time is bounded by the stages' `maxInstances`. A schedule that runs twice for the same moment starts no
 * second run: the run's id follows from the moment.
 *
 * @throws TransientError when some could not be published.
 */
async function publishRuns(
  context: Context,
  scheduledFor: Date,
  trigger: 'schedule' | 'recent',
  isDue: (tenant: ActiveTenant) => boolean,
): Promise<{ published: number }> {
  const runId = `${compactTime(scheduledFor)}-${trigger}`;
  const scope = trigger === 'recent' ? ({ kind: 'recent' } as const) : null;
  const failures: unknown[] = [];
  const { inFlight, spread } = context.settings.limits;
  const limit = pLimit(inFlight.publishes);
  const planned = spreadOut(await dueOrgIds(context, isDue), runId, spread);
  const started = performance.now();
  const publish = async ({ orgId, at }: PlannedTenant) => {
    await untilElapsed(started, at);
    await context.publisher
      .publish(TOPICS[firstStage(scope)], { orgId, runId, trigger, ...(scope && { scope }) })
      .catch((error: unknown) => failures.push(error));
  };
  await Promise.all(planned.map((tenant) => limit(publish, tenant)));
  const outcome = { published: planned.length - failures.length, failed: failures.length };
  startLogs.tenantsScheduled(context.log, outcome);
  if (failures.length > 0) {
    const distinct = distinctFailures(failures);
    for (const failure of distinct) startLogs.tenantsNotScheduled(context.log, failure);
    throw new TransientError(
      'schedule_incomplete',
      `${failures.length} tenants couldn't be scheduled. The schedule will be retried, without repeating the others.`,
      { cause: causeOf(distinct) },
    );
  }
  return { published: outcome.published };
}

async function dueOrgIds(context: Context, isDue: (tenant: ActiveTenant) => boolean): Promise<string[]> {
  const orgIds: string[] = [];
  for await (const tenant of activeTenants(new Database(context.firestore)))
    if (isDue(tenant)) orgIds.push(tenant.orgId);
  return orgIds;
}

interface PlannedTenant {
  orgId: string;
  /** Milliseconds from the start. */
  at: number;
}

/** The tenants in the order of their moments, which are others in each run. */
function spreadOut(
  orgIds: readonly string[],
  runId: string,
  { tenantMilliseconds, longestMilliseconds }: Limits['spread'],
): PlannedTenant[] {
  const spread = Math.min((orgIds.length - 1) * tenantMilliseconds, longestMilliseconds);
  const planned = orgIds.map((orgId) => ({ orgId, at: shareOf(`${runId}\n${orgId}`) * spread }));
  return planned.sort((a, b) => a.at - b.at);
}

/** A number from 0 to below 1 that follows from the text. */
function shareOf(text: string): number {
  return Number.parseInt(hash('sha256', text, 'hex').slice(0, 8), 16) / 2 ** 32;
}

async function untilElapsed(started: number, milliseconds: number): Promise<void> {
  const left = milliseconds - (performance.now() - started);
  if (left >= 1) await new Promise((resolve) => setTimeout(resolve, left));
}
