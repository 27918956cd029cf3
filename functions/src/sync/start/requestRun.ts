import { randomUUID } from 'node:crypto';
import type { Database } from '../../platform/firestore/database';
import { paths } from '../../documents/paths';
import type { RunOptions } from '../../documents/runOptions';
import { isRecent } from '../../documents/runScope';
import { parseSyncStatus } from '../../documents/syncStatus';
import type { Tenant } from '../../documents/tenant';
import type { Context } from '../../platform/ports/context';
import { PermanentError } from '../../platform/ports/errors';
import { compactTime } from '../run/message';
import { syncUnderWay } from '../run/state/tenantLease';
import { firstStage, TOPICS } from '../run/topics';

/** What somebody asks a run for. */
export type RunRequest = Pick<RunOptions, 'trigger'> & Partial<RunOptions>;

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
  if (status === 'paused' && request.dryRun !== true)
    throw new PermanentError(
      'tenant_paused',
      "The tenant's sync is paused. Resume it first, or start a dry run.",
    );
  const { lease, run } = parseSyncStatus(
    (await database.get(database.document(paths.syncStatus(orgId)))).data(),
  );
  const now = clock.now();
  if (lease !== null && lease.expiresAt > now && !isRecent(run)) throw syncUnderWay();
  const runId = `${compactTime(now)}-${request.trigger}-${randomUUID().slice(0, 8)}`;
  await publisher.publish(TOPICS[firstStage(request.scope ?? null)], { orgId, runId, ...request });
  return { runId };
}
