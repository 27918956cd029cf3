import { alleavesDocumentId, posIdOf } from '../../domain/documentId';
import { erasedDocument, isErased } from '../../domain/erasure';
import { customerReference } from '../../firestore/customers';
import type { Database } from '../../firestore/database';
import { deleteDocuments } from '../../firestore/deleteDocuments';
import { previewsOf } from '../../firestore/packedIndex/dryRunPreview';
import {
  type CustomerEntry,
  customersStream,
  type OrderEntry,
  ordersStream,
} from '../../firestore/packedIndex/streams';
import { paths } from '../../firestore/paths';
import { readTenant } from '../../firestore/tenants';
import { storedDate } from '../../firestore/timestamp';
import type { Context } from '../../platform/context';
import { PermanentError } from '../../platform/errors';
import { openHeldStage } from '../heldStage';
import { isWhole } from '../rebuild';
import type { RecordWriter } from '../recordWriter';
import type { StageContext } from '../stage';
import { spendingStage } from '../stages/spending';
import { withTenantLease } from '../tenantLease';
import { eraseFromOrders } from './orders';
import { eraseFromQuarantine } from './quarantine';
import { eraseRecord } from './record';

/** How long one call goes through quarantine and orders: what follows takes seconds, and a call has a minute. */
const WORK_MILLISECONDS = 35_000;

export interface Erasure {
  /** When the customer was erased first. */
  erasedAt: Date;
  /** Orders whose address was removed by this call. */
  orders: number;
  /** Whether nothing is left to do; else the same call goes on. */
  complete: boolean;
}

/**
 * Erases what is known of a person from everything that the suite stores, and sees to it that no sync brings it back
 * (decision 0011). Ids and figures stay. For a customer of the POS it holds the tenant's lease meanwhile. Doing it again is
 * harmless, and goes on where an earlier call had to stop.
 *
 * Reads: one an order of the customer, one a row in quarantine, and the packed index twice. Writes what holds anything.
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
    const started = performance.now();
    const isTimeUp = () => performance.now() - started > WORK_MILLISECONDS;
    try {
      const customers = work.stage.openWriter(customersStream);
      const orders = work.stage.openWriter(ordersStream);
      await customers.index.loadAll();
      await assertIndexed(work.stage, customers, orders);
      // From here on no sync brings anything back, whatever becomes of this call.
      const erasedAt = await eraseRecord(work.stage, customers, posCustomerId);
      if (erasedAt === null) throw unknownCustomer();
      // Figures that the trigger wrote between reading and replacing the document.
      await work.stage.recomputeCustomer(posCustomerId);
      if (!(await eraseFromQuarantine(work.stage, { customers, orders }, isTimeUp)))
        return { erasedAt, orders: 0, complete: false };
      const changed = await eraseFromOrders(work.stage, orders, posCustomerId, isTimeUp);
      if (changed.complete) {
        await deleteDocuments(database, await previewsOf(database, orgId), held.fence);
        const spending = spendingStage.work(work.stage, undefined);
        while ((await spending.next()).done !== true);
        await work.flush();
      }
      return { erasedAt, ...changed };
    } finally {
      await work.settle();
    }
  });
}

/** Of a customer entered by hand there is the document alone, and no sync touches it. One read and at most one write. */
async function eraseManualCustomer(
  { clock }: Context,
  database: Database,
  orgId: string,
  customerId: string,
): Promise<Erasure> {
  const reference = customerReference(database, orgId, customerId);
  return database.transaction(async (transaction) => {
    const stored = (await transaction.get(reference)).data();
    if (stored === undefined) throw unknownCustomer();
    const now = clock.now();
    if (!isErased(stored)) transaction.set(reference, { ...erasedDocument(stored, now), updatedAt: now });
    return { erasedAt: storedDate.safeParse(stored['erasedAt']).data ?? now, orders: 0, complete: true };
  });
}

/**
 * An entry in an index that is lost would keep the next sync from rebuilding it, and without that of the orders everybody's
 * spending would be empty.
 */
async function assertIndexed(
  { database, tenant }: StageContext,
  customers: RecordWriter<CustomerEntry>,
  orders: RecordWriter<OrderEntry>,
): Promise<void> {
  if (await isWhole(customers)) {
    if (await isWhole(orders)) return;
    const anyOrder = database.collection(paths.orders(tenant.orgId)).limit(1).select();
    if ((await database.query(anyOrder)).empty) return;
  }
  throw new PermanentError(
    'index_missing',
    "The tenant's index is missing or not yet rebuilt: run a sync, which does so, and try again.",
  );
}

function unknownCustomer(): PermanentError {
  return new PermanentError('unknown_customer', 'There is no such customer: take an id from listCustomers.');
}
