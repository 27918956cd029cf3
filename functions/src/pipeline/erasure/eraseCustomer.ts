import { alleavesDocumentId, posIdOf } from '../../domain/documentId';
import { erasedDocument, isErased } from '../../domain/erasure';
import { calendarDate } from '../../domain/time';
import { customerReference } from '../../firestore/customers';
import type { Database } from '../../firestore/database';
import { deleteDocuments } from '../../firestore/deleteDocuments';
import { previewsOf } from '../../firestore/packedIndex/dryRunPreview';
import { customersStream, ordersStream } from '../../firestore/packedIndex/streams';
import { readTenant } from '../../firestore/tenants';
import { storedDate } from '../../firestore/timestamp';
import type { Context } from '../../platform/context';
import { PermanentError } from '../../platform/errors';
import { openStageContext } from '../stageContext';
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
 * (decision 0010). Ids and figures stay. For a customer of the POS it holds the tenant's lease meanwhile. Doing it again is
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

  return withTenantLease(context, database, orgId, 'erasure', async ({ id, fence }) => {
    const startedAt = context.clock.now();
    const today = calendarDate(startedAt, tenant.timeZone);
    const work = openStageContext(context, database, {
      tenant,
      run: {
        runId: id,
        step: 0,
        startedAt,
        mode: 'incremental',
        dryRun: false,
        forceMenu: false,
        scope: null,
      },
      window: { from: today, to: today },
      dialect: null,
      fence,
    });
    const started = performance.now();
    const isTimeUp = () => performance.now() - started > WORK_MILLISECONDS;
    try {
      const customers = work.stage.openWriter(customersStream);
      const orders = work.stage.openWriter(ordersStream);
      await customers.index.loadAll();
      if (customers.index.size === 0) throw indexMissing();
      // Before the customer is marked: what is left in quarantine can be told from the address of the order that it belongs to.
      const isScanned = await eraseFromQuarantine(work.stage, { customers, orders }, posCustomerId, isTimeUp);
      if (!isScanned) return { erasedAt: startedAt, orders: 0, complete: false };
      // From here on no sync brings anything back, whatever becomes of this call.
      const erasedAt = await eraseRecord(work.stage, customers, posCustomerId);
      if (erasedAt === null) throw unknownCustomer();
      const changed = await eraseFromOrders(work.stage, orders, posCustomerId, isTimeUp);
      if (changed.complete) {
        await deleteDocuments(database, await previewsOf(database, orgId), fence);
        const spending = spendingStage.work(work.stage, undefined);
        while ((await spending.next()).done !== true);
        await work.flush();
        await work.stage.recomputeCustomer(posCustomerId);
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

/** An entry in an index that is lost would keep the next sync from rebuilding it. */
function indexMissing(): PermanentError {
  return new PermanentError(
    'index_missing',
    "The tenant's index of customers is missing: run a sync, which rebuilds it, and try again.",
  );
}

function unknownCustomer(): PermanentError {
  return new PermanentError('unknown_customer', 'There is no such customer: take an id from listCustomers.');
}
