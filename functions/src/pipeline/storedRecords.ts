import { z } from 'zod';
import { CUSTOMER_FIELD_NAMES } from '../domain/customer';
import { ALLEAVES_PREFIX, alleavesDocumentId, posIdOf } from '../domain/documentId';
import { ITEM_FIELD_NAMES } from '../domain/product';
import type { CustomerEntry, IndexEntry, OrderEntry } from '../firestore/packedIndex/streams';
import { paths } from '../firestore/paths';
import { storedDate } from '../firestore/timestamp';
import { storedHash, storedHashOfWhole, type StoredRecords, UNREADABLE } from './rebuild';

const byPosId = { prefix: ALLEAVES_PREFIX, keyOf: posIdOf, documentId: alleavesDocumentId };

export function storedCustomers(orgId: string): StoredRecords<CustomerEntry> {
  return {
    ...byPosId,
    collection: paths.customers(orgId),
    entryOf(data) {
      const email = z.string().nullable().safeParse(data['email']);
      if (!email.success) return null;
      const erasedAt = storedDate.safeParse(data['erasedAt']).data?.getTime() ?? null;
      return { hash: storedHash(data, CUSTOMER_FIELD_NAMES), email: email.data, erasedAt };
    },
    // An erased customer stays one, whoever deletes the document: it is written again, without personal data.
    entryOfMissing: (known) => (known.erasedAt === null ? null : { ...known, hash: UNREADABLE }),
  };
}

const storedOrder = z.object({
  customerId: z.string(),
  matchedBy: z.enum(['email', 'pos_id']),
  total: z.number(),
  orderDate: storedDate,
  counts: z.boolean(),
});

export function storedOrders(orgId: string): StoredRecords<OrderEntry> {
  return {
    ...byPosId,
    collection: paths.orders(orgId),
    entryOf(data) {
      const order = storedOrder.safeParse(data).data;
      const posCustomerId = order && posIdOf(order.customerId);
      if (order === undefined || posCustomerId === undefined) return null;
      return {
        hash: storedHashOfWhole(data),
        posCustomerId,
        matchedBy: order.matchedBy,
        cents: Math.round(order.total * 100),
        orderedAt: order.orderDate.getTime(),
        counts: order.counts,
      };
    },
  };
}

export function storedSpending(orgId: string): StoredRecords<IndexEntry> {
  return {
    collection: paths.spending(orgId),
    keyOf: (documentId) => documentId,
    documentId: (key) => key,
    entryOf: (data) => ({ hash: storedHashOfWhole(data) }),
  };
}

/** An item's image is the staff's where the POS has none; then it was no part of the fingerprint. */
export function storedItems(orgId: string): StoredRecords<IndexEntry> {
  const withoutImage = ITEM_FIELD_NAMES.filter((name) => name !== 'imageUrl');
  return {
    ...byPosId,
    collection: paths.items(orgId),
    entryOf(data, known) {
      const hash = storedHash(data, withoutImage);
      const isWithoutImage = data['imageUrl'] === null || hash === known?.hash;
      return { hash: isWithoutImage ? hash : storedHash(data, ITEM_FIELD_NAMES) };
    },
  };
}
