import { paths } from '../../documents/paths';
import { isWhole } from '../../packedIndex/rebuildMark';
import {
  type CustomerEntry,
  customersStream,
  type OrderEntry,
  ordersStream,
} from '../../packedIndex/streams';
import { PermanentError } from '../../platform/ports/errors';
import type { CommittingWriter } from '../../sync/records/committingWriter';
import type { OpenStage } from '../../sync/stages/stageContext';
import { eraseFromOrders } from './orders';

/** Writers to what can hold a person's data, with the index of all customers loaded. */
export interface ErasureWriters {
  readonly customers: CommittingWriter<CustomerEntry>;
  readonly orders: CommittingWriter<OrderEntry>;
}

/**
 * An entry in an index that is lost would keep the next sync from rebuilding it, and without that of the orders everybody's
 * spending would be empty.
 *
 * @throws PermanentError `index_missing`.
 */
export async function openErasureWriters({ stage }: OpenStage): Promise<ErasureWriters> {
  const customers = stage.openWriter(customersStream);
  const orders = stage.openWriter(ordersStream);
  await customers.index.loadAll();
  if (await isWhole(customers.index)) {
    if (await isWhole(orders.index)) return { customers, orders };
    const anyOrder = stage.database.collection(paths.orders(stage.tenant.orgId)).limit(1).select();
    if ((await stage.database.query(anyOrder)).empty) return { customers, orders };
  }
  throw new PermanentError(
    'index_missing',
    "The tenant's index is missing or still being rebuilt. Run a sync, which rebuilds it, and try again.",
  );
}

/**
 * Removes an address from all orders that carry it, no matter whose they are, unless a customer of the POS has it who isn't the one that is
 * erased.
 *
 * @param owner The POS id of the customer that is erased; null for one entered by hand.
 */
export async function eraseAddress(
  { stage }: OpenStage,
  { customers, orders }: ErasureWriters,
  email: string | null,
  owner: string | null,
  isTimeUp: () => boolean,
): Promise<{ orders: number; complete: boolean }> {
  const isShared = [...customers.index.entries()].some(
    ([id, entry]) => id !== owner && entry.email === email,
  );
  if (email === null || isShared) return { orders: 0, complete: true };
  return eraseFromOrders(stage, orders, { field: 'email', value: email }, isTimeUp);
}
