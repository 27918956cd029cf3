import { alleavesDocumentId, posIdOf } from '../../rules/identity/documentId';
import { customerReference } from '../../documents/customer';
import type { Database } from '../../platform/firestore/database';
import { deleteDocuments } from '../../platform/firestore/deleteDocuments';
import { previewsOf } from '../../packedIndex/dryRunPreview';
import { readTenant } from '../../documents/tenant';
import type { Context } from '../../platform/ports/context';
import { openHeldStage } from '../heldStage';
import type { StageContext } from '../../sync/stages/stage';
import { spendingStage } from '../../sync/stages/spending';
import { withTenantLease } from '../../sync/run/state/tenantLease';
import { type Erasure, timer, unknownCustomer } from './erasure';
import { eraseManualCustomer } from './manualCustomer';
import { eraseFromOrders } from './orders';
import { eraseFromQuarantine } from './quarantine';
import { eraseRecord } from './record';
import { eraseSegmentChanges } from './segmentChanges';
import { eraseAddress, openErasureWriters } from './writers';

/**
 * Erases what is known of a person from everything that the suite stores, and sees to it that no sync brings it back
 * (decision 0011). Ids and figures stay. It holds the tenant's lease meanwhile. Doing it again is
 * harmless, and goes on where an earlier call had to stop.
 *
 * Reads: one an order of the customer, one a change of their segment, one a row in quarantine, and the packed index twice. Writes
 * what holds anything.
 *
 * @throws PermanentError `unknown_customer`, `unknown_tenant`, `sync_under_way`, `index_missing`.
 */
export async function eraseCustomer(
  context: Context,
  database: Database,
  orgId: string,
  customerId: string,
): Promise<Erasure> {
  const posCustomerId = posIdOf(customerId);
  if (posCustomerId === undefined) return eraseManualCustomer(context, database, orgId, customerId);
  const reference = customerReference(database, orgId, alleavesDocumentId(posCustomerId));
  if (!(await database.get(reference)).exists) throw unknownCustomer();
  const tenant = await readTenant(database, orgId);

  return withTenantLease(context, database, orgId, 'erasure', async (held) => {
    const work = openHeldStage(context, database, tenant, held);
    const { limits } = work.stage;
    const isTimeUp = timer(limits.hold.erasureMilliseconds);
    try {
      const writers = await openErasureWriters(work);
      const { customers, orders } = writers;
      // Orders of others that carry the address: once the record is erased, nobody knows it any more.
      const email = customers.index.entry(posCustomerId)?.email ?? null;
      const shared = await eraseAddress(work, writers, email, posCustomerId, isTimeUp);
      if (!shared.complete) return { erasedAt: work.stage.run.startedAt, ...shared };
      // From here on no sync brings anything back, whatever becomes of this call.
      const erasedAt = await eraseRecord(work.stage, customers, posCustomerId);
      if (erasedAt === null) throw unknownCustomer();
      // Figures that the trigger wrote between reading and replacing the document.
      await work.stage.recomputeCustomer(posCustomerId);
      if (!(await eraseFromQuarantine(work.stage, writers, isTimeUp)))
        return { erasedAt, orders: shared.orders, complete: false };
      const changed = await eraseFromOrders(
        work.stage,
        orders,
        { field: 'customerId', value: alleavesDocumentId(posCustomerId) },
        isTimeUp,
      );
      if (!changed.complete) return { erasedAt, orders: shared.orders + changed.orders, complete: false };
      if (!(await eraseSegmentChanges(work.stage, posCustomerId, held.fence, isTimeUp)))
        return { erasedAt, orders: shared.orders + changed.orders, complete: false };
      await deleteDocuments(database, await previewsOf(database, orgId), limits.commit, held.fence);
      const complete = await recomputeSpending(work.stage, timer(limits.hold.erasureSpendingMilliseconds));
      await work.flush();
      return { erasedAt, orders: shared.orders + changed.orders, complete };
    } finally {
      await work.settle();
    }
  });
}

/** Brings everybody's spending in line with what is left. Returns whether all is; what was written stays, and another call goes on. */
async function recomputeSpending(stage: StageContext, isTimeUp: () => boolean): Promise<boolean> {
  const pages = spendingStage.work(stage, undefined);
  while ((await pages.next()).done !== true) if (isTimeUp()) return false;
  return true;
}
