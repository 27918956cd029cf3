import { customerDocument, customerReference } from '../../documents/customer';
import { erasedDocument, isErased } from '../../documents/erasedCustomer';
import { paths } from '../../documents/paths';
import { parseSyncStatus } from '../../documents/syncStatus';
import { readTenant } from '../../documents/tenant';
import type { Database, MeteredTransaction } from '../../platform/firestore/database';
import type { Context } from '../../platform/ports/context';
import { withTenantLease } from '../../sync/run/state/tenantLease';
import { openHeldStage } from '../heldStage';
import { type Erasure, timer, unknownCustomer } from './erasure';
import { eraseFromQuarantine } from './quarantine';
import { eraseAddress, openErasureWriters } from './writers';

/**
 * Erases a customer who was entered by hand: the document, which no sync touches, and what rows of the POS carry of them, because the same
 * address or number can be in orders and in quarantine. From then on no sync keeps what can be theirs (decision 0011).
 *
 * Reads: the document, the tenant and its status; one a row in quarantine, and the packed index of the customers. Writes what holds anything.
 */
export async function eraseManualCustomer(
  context: Context,
  database: Database,
  orgId: string,
  customerId: string,
): Promise<Erasure> {
  const reference = customerReference(database, orgId, customerId);
  const stored = (await database.get(reference)).data();
  if (stored === undefined) throw unknownCustomer();
  const email = customerDocument.tolerant.shape.email.parse(stored['email']);
  const tenant = await readTenant(database, orgId);

  return withTenantLease(context, database, orgId, 'erasure', async (held) => {
    const work = openHeldStage(context, database, tenant, held);
    const isTimeUp = timer(work.stage.limits.hold.erasureMilliseconds);
    try {
      const writers = (await hasRows(database, orgId)) ? await openErasureWriters(work) : null;
      // While the document still says which address it is.
      const found =
        writers === null
          ? { orders: 0, complete: true }
          : await eraseAddress(work, writers, email, null, isTimeUp);
      if (!found.complete) return { erasedAt: work.stage.run.startedAt, ...found };
      const erasedAt = await database.transaction(async (transaction) => {
        await held.fence(transaction);
        return eraseDocument(database, transaction, { orgId, customerId, now: work.stage.run.startedAt });
      });
      const complete = writers === null || (await eraseFromQuarantine(work.stage, writers, isTimeUp));
      return { erasedAt, orders: found.orders, complete };
    } finally {
      await work.settle();
    }
  });
}

/** Whether the tenant has anything that rows of the POS were made into, or kept as. */
async function hasRows(database: Database, orgId: string): Promise<boolean> {
  for (const path of [paths.orders(orgId), paths.quarantine(orgId)])
    if (!(await database.query(database.collection(path).limit(1).select())).empty) return true;
  return false;
}

/** Empties the document, and has syncs know that somebody was erased who isn't in their index. */
async function eraseDocument(
  database: Database,
  transaction: MeteredTransaction,
  { orgId, customerId, now }: { orgId: string; customerId: string; now: Date },
): Promise<Date> {
  const reference = customerReference(database, orgId, customerId);
  const status = database.document(paths.syncStatus(orgId));
  const stored = (await transaction.get(reference)).data();
  const { manualErasedAt } = parseSyncStatus((await transaction.get(status)).data());
  if (stored === undefined) throw unknownCustomer();
  if (!isErased(stored)) transaction.set(reference, { ...erasedDocument(stored, now), updatedAt: now });
  if (manualErasedAt === null) transaction.merge(status, { manualErasedAt: now });
  return customerDocument.tolerant.shape.erasedAt.parse(stored['erasedAt']) ?? now;
}
