import { randomUUID } from 'node:crypto';
import type { Database } from '../firestore/database';
import { paths } from '../firestore/paths';
import { parseSyncStatus } from '../firestore/syncStatus';
import type { Tenant } from '../firestore/tenants';
import type { Context } from '../platform/context';
import { PermanentError } from '../platform/errors';
import { compactTime, type StageMessage } from './message';
import { syncUnderWay } from './tenantLease';
import { TOPICS } from './topics';

/** What somebody asks a run for. */
export type RunRequest = Pick<StageMessage, 'trigger'> &
  Partial<Pick<StageMessage, 'mode' | 'dryRun' | 'forceMenu' | 'scope'>>;

/**
 * Starts a run that somebody asks for: publishes its first message. One read.
 *
 * @returns The run's id. It is found in `sync_status` as soon as the run begins, and in `sync_runs` when it has ended. Of two that
 * are asked for in the same moment one begins, and the other's id is never seen.
 * @throws PermanentError `tenant_paused`, `sync_under_way`.
 */
export async function requestRun(
  { clock, publisher }: Context,
  database: Database,
  { orgId, status }: Tenant,
  request: RunRequest,
): Promise<{ runId: string }> {
  if (status === 'paused')
    throw new PermanentError(
      'tenant_paused',
      "The tenant's sync is paused: turn it on with resumeSync first.",
    );
  const { lease } = parseSyncStatus((await database.get(database.document(paths.syncStatus(orgId)))).data());
  const now = clock.now();
  if (lease !== null && lease.expiresAt > now) throw syncUnderWay();
  const runId = `${compactTime(now)}-${request.trigger}-${randomUUID().slice(0, 8)}`;
  await publisher.publish(TOPICS.customers, { orgId, runId, ...request });
  return { runId };
}
