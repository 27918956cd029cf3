import { hash } from 'node:crypto';
import pLimit from 'p-limit';
import { Database } from '../firestore/database';
import { activeTenants } from '../firestore/tenants';
import type { Context } from '../platform/context';
import { TransientError } from '../platform/errors';
import { logs } from './logs';
import { compactTime } from './message';
import { TOPICS } from './topics';

/** Messages handed to Pub/Sub at a time; the client batches them into requests. */
const PUBLISHES_IN_FLIGHT = 1_000;

/** Over how long a tick is spread, in milliseconds: for each tenant beyond the first, and at most. */
const SPREAD_A_TENANT = 100;
const MAX_SPREAD = 5_000;

/**
 * Publishes one message a tenant whose sync is on, each at a moment of its own, so that they don't all ask the POS at once; how
 * many of them do at a time is bounded by the stages' `maxInstances`. A schedule that runs twice for the same moment starts no
 * second run: the run's id follows from the moment.
 *
 * @param scheduledFor The moment that the schedule stands for.
 * @throws TransientError when some tenants could not be published, so that the schedule is tried again.
 */
export async function scheduleTenants(context: Context, scheduledFor: Date): Promise<{ published: number }> {
  const runId = `${compactTime(scheduledFor)}-schedule`;
  const outcome = { published: 0, failed: 0 };
  const limit = pLimit(PUBLISHES_IN_FLIGHT);
  const planned = spreadOut(await activeOrgIds(context), runId);
  const started = performance.now();
  const publish = async ({ orgId, at }: PlannedTenant) => {
    await untilElapsed(started, at);
    await context.publisher.publish(TOPICS.customers, { orgId, runId, trigger: 'schedule' }).then(
      () => void (outcome.published += 1),
      () => void (outcome.failed += 1),
    );
  };
  await Promise.all(planned.map((tenant) => limit(publish, tenant)));
  logs.tenantsScheduled(context.log, outcome);
  if (outcome.failed > 0) {
    throw new TransientError(
      'schedule_incomplete',
      `${outcome.failed} tenants could not be scheduled; the schedule is tried again and repeats none of the others.`,
    );
  }
  return { published: outcome.published };
}

async function activeOrgIds(context: Context): Promise<string[]> {
  const orgIds: string[] = [];
  for await (const { orgId } of activeTenants(new Database(context.firestore))) orgIds.push(orgId);
  return orgIds;
}

interface PlannedTenant {
  orgId: string;
  /** Milliseconds from the start. */
  at: number;
}

/** The tenants in the order of their moments, which are others in each run. */
function spreadOut(orgIds: readonly string[], runId: string): PlannedTenant[] {
  const spread = Math.min((orgIds.length - 1) * SPREAD_A_TENANT, MAX_SPREAD);
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
