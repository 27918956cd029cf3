import type { DocumentReference, DocumentSnapshot } from 'firebase-admin/firestore';
import { z } from 'zod';
import { realEmail } from '../rules/identity/email';
import { SEGMENTS } from '../rules/customers/segment';
import type { Database } from '../platform/firestore/database';
import { storedDate } from '../platform/firestore/timestamp';
import { consentField } from './consent';
import { changeShardField } from './changeShard';
import { defineDocument } from './definition/document';
import { derived, id, optional, pos, run, staff } from './definition/fields';
import { figureFields } from './figures';
import { paths } from './paths';

const text = z.string().nullable();
const date = storedDate.nullable();

export const customerDocument = defineDocument({
  name: 'customers',
  path: `${paths.customers('{orgId}')}/{customerId}`,
  id: '`alleaves_{posCustomerId}`; an automatic id for customers entered by hand',
  writtenBy: 'syncCustomers, recomputeSegment, callables',
  // What is known of the person; ids, and figures about orders, stay.
  emptied: ['pos', 'staff'],
  fields: {
    orgId: id(z.string(), 'The tenant.'),
    source: id(z.enum(['alleaves', 'manual']), '`manual` for customers entered by hand.', {
      absent: 'alleaves',
    }),
    posCustomerId: id(text, "The customer's id in the POS; null for customers entered by hand."),

    // No placeholder leaves here, no matter who wrote it.
    email: pos(text.transform(realEmail), 'Trimmed and in lower case; never a placeholder of the POS.'),
    phone: pos(text, 'As it was entered, in any format.'),
    firstName: pos(text, 'null for guests without a name.'),
    lastName: pos(text, 'null for guests without a name.'),
    displayName: pos(text, 'The full name if the POS has one, else first and last name.'),
    birthDate: pos(text, '`YYYY-MM-DD`.'),
    loyaltyPoints: pos(z.number().nullable(), 'Points in the loyalty program, as the POS counts them.'),
    customerSince: pos(date, 'When the POS first had the customer.'),

    segment: derived(
      z.enum(SEGMENTS).nullable(),
      'The segment by the rules; `new` for a customer without orders, null for one that is gone from the POS.',
    ),
    segmentReason: derived(text, 'The rule that decided.'),
    segmentedAt: derived(date, 'Since when the customer is in the segment.'),
    segmentDueAt: derived(date, 'When the segment changes next if no order comes; null if it never does.'),
    ...figureFields,

    tags: staff(z.array(z.string()), 'At most 50 of 50 characters each, compared as written.', {
      absent: [],
    }),
    notes: staff(text, 'At most 5,000 characters.'),
    consent: consentField,

    createdAt: run(date, 'When the document was created.'),
    updatedAt: run(date, "When one of the POS's fields last changed, no matter who enters them."),
    changeShard: changeShardField,
    goneSince: run(
      date,
      'The start of the first complete walk that no longer had the customer; null while the POS has them, and for those entered by hand.',
    ),
    erasedAt: optional(run(date, "When the customer's personal data was erased.")),
  },
});

/** A customer as stored: what was made unreadable by hand reads as absent, so that one document can't fail a page of them. */
export type StoredCustomer = z.output<typeof customerDocument.tolerant> & { customerId: string };

export function customerReference(database: Database, orgId: string, customerId: string): DocumentReference {
  return database.document(`${paths.customers(orgId)}/${customerId}`);
}

/** The customer of a document that exists; fields that a query left out are empty. */
export function parseCustomer(snapshot: DocumentSnapshot): StoredCustomer {
  return { customerId: snapshot.id, ...customerDocument.tolerant.parse(snapshot.data() ?? {}) };
}
