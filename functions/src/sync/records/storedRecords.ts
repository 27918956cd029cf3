import { z } from 'zod';
import { ALLEAVES_PREFIX, alleavesDocumentId, posIdOf } from '../../rules/identity/documentId';
import type { CustomerEntry, IndexEntry, ItemEntry, OrderEntry } from '../../packedIndex/streams';
import { customerDocument } from '../../documents/customer';
import { INVENTORY_FIELDS, storedDetailNames } from '../../documents/item';
import { orderAmount, orderDocument } from '../../documents/order';
import { paths } from '../../documents/paths';
import { storedHash, storedHashOfWhole, UNREADABLE } from '../../documents/storedHash';
import type { StoredRecords } from './rebuild';

const byPosId = { prefix: ALLEAVES_PREFIX, keyOf: posIdOf, documentId: alleavesDocumentId };

export function storedCustomers(orgId: string): StoredRecords<CustomerEntry> {
  return {
    ...byPosId,
    collection: paths.customers(orgId),
    entryOf(data) {
      const email = z.string().nullable().safeParse(data['email']);
      if (!email.success) return null;
      const erasedAt = customerDocument.tolerant.shape.erasedAt.parse(data['erasedAt'])?.getTime() ?? null;
      const goneSince = customerDocument.tolerant.shape.goneSince.parse(data['goneSince'])?.getTime() ?? null;
      const hash = goneSince === null ? storedHash(data, customerDocument.synced) : UNREADABLE;
      return { hash, email: email.data, erasedAt, goneSince };
    },
    // An erased customer stays one, no matter who deletes the document: it is written again, without personal data.
    entryOfMissing: (known) => (known.erasedAt === null ? null : { ...known, hash: UNREADABLE }),
  };
}

const storedMatch = orderDocument.strict.pick({ customerId: true, matchedBy: true });

export function storedOrders(orgId: string): StoredRecords<OrderEntry> {
  return {
    ...byPosId,
    collection: paths.orders(orgId),
    entryOf(data) {
      const match = storedMatch.safeParse(data).data;
      const posCustomerId = match && posIdOf(match.customerId);
      const amount = orderAmount(data);
      if (match === undefined || posCustomerId === undefined || amount === undefined) return null;
      return { hash: storedHashOfWhole(data), posCustomerId, matchedBy: match.matchedBy, ...amount };
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

/** Of its images and description the index keeps whether they are still those of what the POS had when they were fetched. */
export function storedItems(orgId: string): StoredRecords<ItemEntry> {
  return {
    ...byPosId,
    collection: paths.items(orgId),
    entryOf(data, known) {
      const details = storedHash(data, storedDetailNames(data));
      const hash =
        details === UNREADABLE
          ? UNREADABLE
          : storedHash({ ...data, details }, [...INVENTORY_FIELDS, 'details']);
      const of = known?.details?.hash === details ? known.details.of : null;
      return { hash, details: { hash: details, of } };
    },
  };
}
