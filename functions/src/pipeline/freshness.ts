import pLimit from 'p-limit';
import { Database } from '../firestore/database';
import { paths } from '../firestore/paths';
import { parseSyncStatus } from '../firestore/syncStatus';
import { activeTenants, type ActiveTenant } from '../firestore/tenants';
import type { Context } from '../platform/context';
import { freshnessLogs } from './freshnessLogs';

/** How often freshness is checked, in milliseconds; what is new since the last check is what counts as growth. */
export const FRESHNESS_INTERVAL = 3_600_000;

const TENANTS_IN_FLIGHT = 16;

/**
 * Logs an entry that alerts can be built on for each active tenant whose last success is too old, for each whose quarantine has
 * grown, and for new dead letters. Three reads a tenant, and two more.
 *
 * @param checkedAt The moment that the check stands for.
 */
export async function checkFreshnessOfTenants(
  context: Context,
  checkedAt: Date,
): Promise<{ tenants: number; stale: number }> {
  const database = new Database(context.firestore);
  const limit = pLimit(TENANTS_IN_FLIGHT);
  const checks: Promise<boolean>[] = [];
  for await (const tenant of activeTenants(database)) {
    checks.push(limit(() => checkTenant(context, database, tenant, checkedAt)));
  }
  const stale = (await Promise.all(checks)).filter(Boolean).length;
  await checkDeadLetters(context, database, checkedAt);
  const outcome = { tenants: checks.length, stale };
  freshnessLogs.checked(context.log, outcome);
  return outcome;
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
