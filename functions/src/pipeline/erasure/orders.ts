import { FieldPath } from 'firebase-admin/firestore';
import { alleavesDocumentId, posIdOf } from '../../domain/documentId';
import type { OrderEntry } from '../../firestore/packedIndex/streams';
import { paths } from '../../firestore/paths';
import { UNREADABLE } from '../rebuild';
import type { RecordWriter } from '../recordWriter';
import type { StageContext } from '../stage';
import { storedOrders } from '../storedRecords';

const PAGE = 300;

/**
 * Removes the address from a customer's orders. One read an order, one write for each that has an address.
 *
 * @returns How many were changed, and whether all have been looked at.
 */
export async function eraseFromOrders(
  { database, tenant, run }: StageContext,
  writer: RecordWriter<OrderEntry>,
  posCustomerId: string,
  isTimeUp: () => boolean,
): Promise<{ orders: number; complete: boolean }> {
  const stored = storedOrders(tenant.orgId);
  const ofCustomer = database
    .collection(paths.orders(tenant.orgId))
    .where('customerId', '==', alleavesDocumentId(posCustomerId))
    .orderBy(FieldPath.documentId())
    .limit(PAGE);
  let orders = 0;
  for (let last: string | undefined; ;) {
    const { docs } = await database.query(last === undefined ? ofCustomer : ofCustomer.startAfter(last));
    for (const snapshot of docs) {
      const key = posIdOf(snapshot.id);
      if (key === undefined || snapshot.get('email') === null) continue;
      await writer.index.loadFor([key]);
      const data = { ...snapshot.data(), email: null, updatedAt: run.startedAt };
      const known = writer.index.entry(key);
      const entry = stored.entryOf(data, known) ?? (known && { ...known, hash: UNREADABLE });
      writer.replace(key, entry ?? null, snapshot.ref, data);
      orders += 1;
    }
    await writer.drain();
    last = docs.at(-1)?.id;
    const complete = last === undefined || docs.length < PAGE;
    if (complete || isTimeUp()) {
      await writer.flush();
      return { orders, complete };
    }
  }
}
