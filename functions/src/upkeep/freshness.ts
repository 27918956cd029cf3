import pLimit from 'p-limit';
import { Database } from '../platform/firestore/database';
import { paths } from '../documents/paths';
import { parseSyncStatus } from '../documents/syncStatus';
import { activeTenants, type ActiveTenant } from '../documents/activeTenants';
import { causeOf, distinctFailures } from '../platform/failure';
import type { Context } from '../platform/ports/context';
import { TransientError } from '../platform/ports/errors';
import { freshnessLogs } from './freshnessLogs';

/** How often freshness is checked, in milliseconds; what is new since the last check is what counts as growth. */
export const FRESHNESS_INTERVAL = 3_600_000;

/**
 * Logs an entry that alerts can be built on for each active tenant whose last success is too old, for each whose quarantine has
 * grown, and for new dead letters. Three reads a tenant, and two more.
 *
 * @param checkedAt The moment that the check stands for.
 * @throws TransientError `freshness_incomplete` after all others if some of the checks failed.
 */
export async function checkFreshnessOfTenants(
  context: Context,
  checkedAt: Date,
): Promise<{ tenants: number; stale: number }> {
  const database = new Database(context.firestore);
  const limit = pLimit(context.settings.limits.inFlight.tenants);
  const tenants: ActiveTenant[] = [];
  for await (const tenant of activeTenants(database)) tenants.push(tenant);
  const failures: unknown[] = [];
  const counted = (error: unknown) => {
    failures.push(error);
    return false;
  };
  const checks = tenants.map((tenant) =>
    limit(() => checkTenant(context, database, tenant, checkedAt).catch(counted)),
  );
  const stale = (await Promise.all(checks)).filter(Boolean).length;
  await checkDeadLetters(context, database, checkedAt).catch(counted);
  if (failures.length > 0) throw incomplete(context, failures);
  const outcome = { tenants: tenants.length, stale };
  freshnessLogs.checked(context.log, outcome);
  return outcome;
}

/** Logs why some checks failed. Returns what to throw for them, so that the schedule tries again. */
function incomplete({ log }: Context, failures: readonly unknown[]): TransientError {
  const distinct = distinctFailures(failures);
  for (const failure of distinct) freshnessLogs.notChecked(log, failure);
  return new TransientError(
    'freshness_incomplete',
    `${failures.length} checks failed. All others were made, and the schedule will be retried.`,
    { cause: causeOf(distinct) },
  );
}

/** Returns whether the tenant is stale. One that was created a short while ago has had no time for a success. */
async function checkTenant(
  context: Context,
  database: Database,
  { orgId, createdAt }: ActiveTenant,
  checkedAt: Date,
): Promise<boolean> {
  const status = await database.get(database.document(paths.syncStatus(orgId)));
  const { lastSyncAt } = parseSyncStatus(status.data());
  const age = checkedAt.getTime() - (lastSyncAt ?? createdAt).getTime();
  const isStale = age > context.settings.staleAfterMilliseconds;
  if (isStale)
    freshnessLogs.tenantStale(context.log, {
      orgId,
      lastSyncAt: lastSyncAt?.toISOString() ?? null,
      ageHours: Math.floor(age / 360_000) / 10,
    });

  const added = await countSince(database, paths.quarantine(orgId), 'firstSeenAt', checkedAt);
  if (added > 0) freshnessLogs.quarantineGrew(context.log, { orgId, added });
  return isStale;
}

async function checkDeadLetters(context: Context, database: Database, checkedAt: Date): Promise<void> {
  const added = await countSince(database, paths.deadLetters, 'firstFailedAt', checkedAt);
  if (added === 0) return;
  const open = await database.count(database.collection(paths.deadLetters).where('state', '==', 'open'));
  freshnessLogs.deadLettersGrew(context.log, { added, open });
}

/** How many documents are newer than one interval. */
function countSince(database: Database, collection: string, field: string, checkedAt: Date): Promise<number> {
  const since = new Date(checkedAt.getTime() - FRESHNESS_INTERVAL);
  return database.count(database.collection(collection).where(field, '>', since));
}
