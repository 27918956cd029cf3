import { type CollectionReference, FieldPath, type Query } from 'firebase-admin/firestore';

/** A collection's documents whose ids begin with a text of at least one character; sorted by id. */
export function idsWithPrefix(collection: CollectionReference, prefix: string): Query {
  const last = prefix.length - 1;
  const next = prefix.slice(0, last) + String.fromCharCode(prefix.charCodeAt(last) + 1);
  return collection.where(FieldPath.documentId(), '>=', prefix).where(FieldPath.documentId(), '<', next);
}
