import { randomUUID } from 'node:crypto';
import type { Database, MeteredTransaction } from '../../../platform/firestore/database';
import { paths } from '../../../documents/paths';
import { isRecent } from '../../../documents/runScope';
import { initialSyncStatus, parseSyncStatus } from '../../../documents/syncStatus';
import type { Context } from '../../../platform/ports/context';
import { PermanentError } from '../../../platform/ports/errors';
import { classify } from '../../../platform/failure';
import { recordAbandonedRun } from '../record/abandonedRun';
import { logs } from '../logs';
import { compactTime } from '../message';
import { stateBeforeRecent } from './interrupted';

/** Work that holds a tenant's lease. */
export interface HeldTenant {
  /** Names the work where a run's id stands. */
  readonly id: string;
  /** To be called in every transaction that writes: it throws once the lease is lost. */
  readonly fence: (transaction: MeteredTransaction) => Promise<void>;
}

/**
 * Does work for which no sync of the tenant may be under way: holds the lease that runs take (decision 0004) and gives it back.
 * One read and one write each to take it and to give it back. What comes of the work is what the caller hears, also if giving
 * the lease back fails: it then expires by itself.
 *
 * @param name What the work is, in its id.
 * @throws PermanentError `sync_under_way` when a run holds the lease, or other work does.
 */
export async function withTenantLease<T>(
  context: Pick<Context, 'clock' | 'settings' | 'log'>,
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
    const giveBack = async (transaction: MeteredTransaction): Promise<void> => {
      if (await isHeld(transaction)) transaction.merge(reference, { lease: null });
    };
    await database
      .transaction(giveBack)
      .catch((error: unknown) => logs.leaseNotGivenBack(context.log, { orgId, runId: id }, classify(error)));
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
    if (lease !== null && lease.expiresAt > now && !isRecent(status.run)) throw syncUnderWay();
    const lastError = await recordAbandonedRun({ database, settings }, transaction, orgId, status, now);
    const expiresAt = new Date(now.getTime() + settings.limits.hold.milliseconds);
    transaction.merge(reference, {
      ...(snapshot.exists ? {} : initialSyncStatus()),
      ...(lastError &&
        (isRecent(status.run) ? { state: stateBeforeRecent(status) } : { state: 'failed', lastError })),
      ...(lastError && { run: null }),
      lease: { runId, step: 0, attempt: 1, expiresAt },
    });
  });
}

/** The answer where a call has to wait for a run to end. */
export function syncUnderWay(): PermanentError {
  return new PermanentError(
    'sync_under_way',
    'A sync of this tenant is in progress. Try again when it has finished.',
  );
}
