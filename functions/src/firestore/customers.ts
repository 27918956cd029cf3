import type { DocumentReference, DocumentSnapshot } from 'firebase-admin/firestore';
import { z } from 'zod';
import { realEmail } from '../domain/email';
import { SEGMENTS } from '../domain/segment';
import type { Database } from './database';
import { paths } from './paths';
import { storedDate } from './timestamp';

const text = z.string().nullable().catch(null);
const amount = z.number().catch(0);
const date = storedDate.nullable().catch(null);

/** A customer's document. What was made unreadable by hand reads as absent, so that one document can't fail a page of them. */
const storedCustomer = z.object({
  source: z.enum(['alleaves', 'manual']).catch('alleaves'),
  posCustomerId: text,
  // No placeholder leaves here, whoever wrote it.
  email: text.transform(realEmail),
  phone: text,
  firstName: text,
  lastName: text,
  displayName: text,
  birthDate: text,
  loyaltyPoints: z.number().nullable().catch(null),
  customerSince: date,
  createdAt: date,
  updatedAt: date,
  segment: z.enum(SEGMENTS).nullable().catch(null),
  segmentReason: text,
  segmentedAt: date,
  segmentDueAt: date,
  orderCount: amount,
  totalSpent: amount,
  avgOrderValue: amount,
  firstOrderDate: date,
  lastOrderDate: date,
  tags: z.array(z.string()).catch([]),
  notes: text,
  erasedAt: date,
});

export type StoredCustomer = z.output<typeof storedCustomer> & { customerId: string };

export function customerReference(database: Database, orgId: string, customerId: string): DocumentReference {
  return database.document(`${paths.customers(orgId)}/${customerId}`);
}

/** The customer of a document that exists; fields that a query left out are empty. */
export function parseCustomer(snapshot: DocumentSnapshot): StoredCustomer {
  return { customerId: snapshot.id, ...storedCustomer.parse(snapshot.data() ?? {}) };
}
