import { randomUUID } from 'node:crypto';
import type { Database, MeteredTransaction } from '../firestore/database';
import { paths } from '../firestore/paths';
import { initialSyncStatus, parseSyncStatus } from '../firestore/syncStatus';
import type { Context } from '../platform/context';
import { PermanentError } from '../platform/errors';
import { recordAbandonedRun } from './abandonedRun';
import { compactTime } from './message';

/** How long work that is no run may take: twice the time limit of a call. If it dies, syncs go on after that. */
const HOLD_MILLISECONDS = 120_000;

/** Work that holds a tenant's lease. */
export interface HeldTenant {
  /** Names the work where a run's id stands. */
  readonly id: string;
  /** To be called in every transaction that writes: it throws once the lease is lost. */
  readonly fence: (transaction: MeteredTransaction) => Promise<void>;
}

/**
 * Does work for which no sync of the tenant may be under way: holds the lease that runs take (decision 0004) and gives it back.
 * One read and one write each to take it and to give it back.
 *
 * @param name What the work is, in its id.
 * @throws PermanentError `sync_under_way` when a run holds the lease, or other work does.
 */
export async function withTenantLease<T>(
  context: Pick<Context, 'clock' | 'settings'>,
  database: Database,
  orgId: string,
  name: string,
  work: (held: HeldTenant) => Promise<T>,
): Promise<T> {
  const id = `${compactTime(context.clock.now())}-${name}-${randomUUID().slice(0, 8)}`;
  await takeLease(context, database, orgId, id);
  const reference = database.document(paths.syncStatus(orgId));
  const isHeld = async (transaction: MeteredTransaction) =>
    parseSyncStatus((await transaction.get(reference)).data()).lease?.runId === id;
  try {
    return await work({
      id,
      fence: async (transaction) => {
        if (!(await isHeld(transaction))) throw syncUnderWay();
      },
    });
  } finally {
    await database.transaction(async (transaction) => {
      if (await isHeld(transaction)) transaction.merge(reference, { lease: null });
    });
  }
}

async function takeLease(
  { clock, settings }: Pick<Context, 'clock' | 'settings'>,
  database: Database,
  orgId: string,
  runId: string,
): Promise<void> {
  const reference = database.document(paths.syncStatus(orgId));
  await database.transaction(async (transaction) => {
    const snapshot = await transaction.get(reference);
    const status = parseSyncStatus(snapshot.data());
    const now = clock.now();
    const { lease } = status;
    // Its own: an earlier attempt at this transaction took it, and the answer was lost.
    if (lease?.runId === runId) return;
    if (lease !== null && lease.expiresAt > now) throw syncUnderWay();
    const retentionDays = settings.runRetentionDays;
    const lastError = await recordAbandonedRun(database, transaction, orgId, status, { now, retentionDays });
    const expiresAt = new Date(now.getTime() + HOLD_MILLISECONDS);
    transaction.merge(reference, {
      ...(snapshot.exists ? {} : NEVER_SYNCED),
      ...(lastError && { state: 'failed', lastError, run: null }),
      lease: { runId, step: 0, attempt: 1, expiresAt },
    });
  });
}

/** The status of a tenant that never began a sync. */
const NEVER_SYNCED = {
  ...initialSyncStatus(),
  state: 'idle',
  lastAttemptAt: null,
  lastRunId: null,
  run: null,
};

/** The answer where a call has to wait for a run to end. */
export function syncUnderWay(): PermanentError {
  return new PermanentError(
    'sync_under_way',
    'A sync of this tenant is under way: try again when getSyncStatus says that it has ended.',
  );
}
