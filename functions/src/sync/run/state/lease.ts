import type { DocumentReference } from 'firebase-admin/firestore';
import { paths } from '../../../documents/paths';
import { parseSyncStatus, type SyncStatus } from '../../../documents/syncStatus';
import type { MeteredTransaction } from '../../../platform/firestore/database';
import type { ActiveRun } from './activeRun';
import type { RunStore } from './runStore';

/** Thrown inside a commit when another delivery has taken over; the runner ends the delivery without a trace of failure. */
export class SupersededError extends Error {}

/** The document that holds a tenant's lease and the run that has it. */
export function statusReference({ database }: Pick<RunStore, 'database'>, orgId: string): DocumentReference {
  return database.document(paths.syncStatus(orgId));
}

/**
 * Verifies in a commit's transaction that a delivery still has the lease. One read.
 * @throws SupersededError
 */
export async function assertHeld(
  store: Pick<RunStore, 'database'>,
  transaction: MeteredTransaction,
  run: ActiveRun,
): Promise<void> {
  const snapshot = await transaction.get(statusReference(store, run.orgId));
  if (!isHeldBy(run, parseSyncStatus(snapshot.data())))
    throw new SupersededError('Another delivery has taken over this tenant');
}

/** Whether a delivery still has the lease. One read. */
export async function holdsLease(store: Pick<RunStore, 'database'>, run: ActiveRun): Promise<boolean> {
  return isHeldBy(run, await readStatus(store, run.orgId));
}

/** Whether a run has begun and not ended: one that its tenant's pause meets between two attempts has to be ended. One read. */
export async function isUnderWay(
  store: Pick<RunStore, 'database'>,
  orgId: string,
  runId: string,
): Promise<boolean> {
  return (await readStatus(store, orgId)).lease?.runId === runId;
}

async function readStatus(store: Pick<RunStore, 'database'>, orgId: string): Promise<SyncStatus> {
  return parseSyncStatus((await store.database.get(statusReference(store, orgId))).data());
}

function isHeldBy({ runId, fence }: ActiveRun, { lease }: SyncStatus): boolean {
  return lease?.runId === runId && lease.step === fence.step && lease.attempt === fence.attempt;
}
