import type { DocumentReference, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { z } from 'zod';
import { SEGMENTS } from '../rules/customers/segment';
import type { Database } from '../platform/firestore/database';
import { storedDate } from '../platform/firestore/timestamp';
import { defineDocument } from './definition/document';
import { derived, id, run } from './definition/fields';
import { paths } from './paths';

/** Why a customer changes segment. */
export const CHANGE_CAUSES = ['order', 'time', 'rules', 'repair'] as const;
export type ChangeCause = (typeof CHANGE_CAUSES)[number];

const count = z.int().min(0);
const segment = z.enum(SEGMENTS);

export const segmentChangeDocument = defineDocument({
  name: 'segment_changes',
  path: `${paths.segmentChanges('{orgId}')}/{changeId}`,
  id: '`{customerId}_{at}`',
  writtenBy: 'recomputeSegment, refreshDueSegments, computeSpending, callables',
  fields: {
    orgId: id(z.string(), 'The tenant.'),
    customerId: id(z.string(), "The id of the customer's document.", { absent: '' }),
    posCustomerId: id(z.string().nullable(), "The customer's id in the POS."),
    from: derived(
      segment.nullable(),
      'The segment before; null if there was none to read: the customer was gone from the POS, or somebody had edited it.',
    ),
    to: derived(segment, 'The segment from then on.'),
    cause: derived(
      z.enum(CHANGE_CAUSES),
      '`order`: an order came, changed or was refunded. `time`: time passed. `rules`: the thresholds changed. `repair`: what was edited by hand was put right, or the POS has the customer again.',
    ),
    reason: derived(z.string(), 'The rule that decided, as `segmentReason`.', { absent: '' }),
    at: id(
      storedDate,
      'When it happened, later than the change of this customer before; `segmentedAt` says the same.',
    ),
    totalSpent: derived(z.number(), 'Of the customer at that time.', { unit: 'dollars', absent: 0 }),
    orderCount: derived(count, 'Orders that counted at that time.', { absent: 0 }),
    previousOrderCount: derived(
      count,
      'Orders that counted before. 0 when a history was read for the first time: a consumer that greets people leaves those out.',
      { absent: 0 },
    ),
    expireAt: run(storedDate, 'When Firestore deletes it: 400 days later.'),
  },
});

/** A change as it is written. */
export type SegmentChange = z.output<typeof segmentChangeDocument.strict>;

/** A change as stored: what was made unreadable by hand reads as absent. */
export type StoredSegmentChange = z.output<typeof segmentChangeDocument.tolerant> & { changeId: string };

/** Where a change stands: the same change is the same document, however often it is written. */
export function segmentChangeReference(
  database: Database,
  { orgId, customerId, at }: Pick<SegmentChange, 'orgId' | 'customerId' | 'at'>,
): DocumentReference {
  return database.document(`${paths.segmentChanges(orgId)}/${customerId}_${at.toISOString()}`);
}

/** The change of a document that exists. */
export function parseSegmentChange(snapshot: QueryDocumentSnapshot): StoredSegmentChange {
  return { changeId: snapshot.id, ...segmentChangeDocument.tolerant.parse(snapshot.data()) };
}
