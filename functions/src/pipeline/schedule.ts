import { Database } from '../firestore/database';
import { activeTenants } from '../firestore/tenants';
import type { Context } from '../platform/context';
import { TransientError } from '../platform/errors';
import { logs } from './logs';
import { compactTime } from './message';
import { TOPICS } from './topics';

/** Messages handed to Pub/Sub at a time; the client batches them into requests. */
const PUBLISHES_IN_FLIGHT = 1_000;

/**
 * Publishes one message a tenant whose sync is on. A schedule that runs twice for the same moment starts no second run:
 * the run's id follows from the moment.
 *
 * @param scheduledFor The moment that the schedule stands for.
 * @throws TransientError when some tenants could not be published, so that the schedule is tried again.
 */
export async function scheduleTenants(context: Context, scheduledFor: Date): Promise<{ published: number }> {
  const runId = `${compactTime(scheduledFor)}-schedule`;
  const outcome = { published: 0, failed: 0 };
  let inFlight: Promise<void>[] = [];
  for await (const { orgId } of activeTenants(new Database(context.firestore))) {
    const publish = context.publisher.publish(TOPICS.customers, { orgId, runId, trigger: 'schedule' });
    inFlight.push(
      publish.then(
        () => void (outcome.published += 1),
        () => void (outcome.failed += 1),
      ),
    );
    if (inFlight.length < PUBLISHES_IN_FLIGHT) continue;
    await Promise.all(inFlight);
    inFlight = [];
  }
  await Promise.all(inFlight);
  logs.tenantsScheduled(context.log, outcome);
  if (outcome.failed > 0) {
    throw new TransientError(
      'schedule_incomplete',
      `${outcome.failed} tenants could not be scheduled; the schedule is tried again and repeats none of the others.`,
    );
  }
  return { published: outcome.published };
}
