import { FieldPath, type QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { posIdOf } from '../../rules/identity/documentId';
import { z } from 'zod';
import type { OrderEntry } from '../../packedIndex/streams';
import { lineWithoutContacts, orderDocument } from '../../documents/order';
import { paths } from '../../documents/paths';
import { says, UNREADABLE } from '../../documents/storedHash';
import type { CommittingWriter } from '../../sync/records/committingWriter';
import type { StageContext } from '../../sync/stages/stage';
import { storedOrders } from '../../sync/records/storedRecords';

/** Orders by a field that tells that they are, or carry, an erased customer's. */
interface OrdersBy {
  field: 'customerId' | 'email';
  value: string;
}

/**
 * Removes the address, and contact details among the products, from a customer's orders, or from those that carry their address. One
 * read an order, one write for each that has any.
 *
 * @returns How many were changed, and whether all have been looked at.
 */
export async function eraseFromOrders(
  { database, tenant, run, limits }: StageContext,
  writer: CommittingWriter<OrderEntry>,
  by: OrdersBy,
  isTimeUp: () => boolean,
): Promise<{ orders: number; complete: boolean }> {
  const pageSize = limits.page.erasedOrders;
  const stored = storedOrders(tenant.orgId);
  const ofCustomer = database
    .collection(paths.orders(tenant.orgId))
    .where(by.field, '==', by.value)
    .orderBy(FieldPath.documentId())
    .limit(pageSize);
  let orders = 0;
  for (let last: string | undefined; ;) {
    const { docs } = await database.query(last === undefined ? ofCustomer : ofCustomer.startAfter(last));
    for (const snapshot of docs) {
      const key = posIdOf(snapshot.id);
      const emptied = emptiedOf(snapshot);
      if (key === undefined || says(snapshot.data(), emptied)) continue;
      await writer.index.loadFor([key]);
      const data = { ...snapshot.data(), ...emptied, updatedAt: run.startedAt };
      const known = writer.index.entry(key);
      const entry = stored.entryOf(data, known) ?? (known && { ...known, hash: UNREADABLE });
      writer.replace(key, entry ?? null, snapshot.ref, data);
      orders += 1;
    }
    await writer.drain();
    last = docs.at(-1)?.id;
    const complete = last === undefined || docs.length < pageSize;
    if (complete || isTimeUp()) {
      await writer.flush();
      return { orders, complete };
    }
  }
}

/** What an order says in place of what is erased. */
function emptiedOf(snapshot: QueryDocumentSnapshot): Record<string, unknown> {
  const lines = z.array(line).safeParse(snapshot.get('items')).data;
  return {
    ...orderDocument.initial(orderDocument.emptied),
    ...(lines && { items: lines.map((item) => ({ ...item, ...lineWithoutContacts(item) })) }),
  };
}

const line = z.looseObject({ name: z.string().nullable(), category: z.string().nullable() });
