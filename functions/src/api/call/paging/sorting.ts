import { FieldPath, type Query, type QueryDocumentSnapshot, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import { documentId } from '../fields/documentId';
import { fromInstantPosition, instantPosition, toInstantPosition } from './instantPosition';

/** An order in which documents are listed. */
export interface Sorting<Position> {
  /** Where a document is in the order, as cursors hold it. */
  position: z.ZodType<Position>;
  positionOf: (snapshot: QueryDocumentSnapshot) => Position;
  /** What `startAfter` takes for a position. */
  valuesOf: (position: Position) => unknown[];
  sort: (query: Query) => Query;
}

/** By document id. */
export const byId: Sorting<string> = {
  position: documentId,
  positionOf: ({ id }) => id,
  valuesOf: (id) => [id],
  sort: (query) => query.orderBy(FieldPath.documentId()),
};

const newestFirstPosition = z.object({
  /** null for a date that was made unreadable by hand. */
  date: instantPosition.nullable(),
  id: documentId,
});

export type NewestFirstPosition = z.output<typeof newestFirstPosition>;

/** By a date, the newest first, and by document id among those of the same instant. */
export function newestFirst(field: string): Sorting<NewestFirstPosition> {
  return {
    position: newestFirstPosition,
    positionOf: (snapshot) => {
      const date: unknown = snapshot.get(field);
      return { date: date instanceof Timestamp ? toInstantPosition(date) : null, id: snapshot.id };
    },
    valuesOf: ({ date, id }) => [date && fromInstantPosition(date), id],
    sort: (query) => query.orderBy(field, 'desc').orderBy(FieldPath.documentId(), 'desc'),
  };
}
