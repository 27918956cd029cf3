import type { DocumentData, DocumentReference } from 'firebase-admin/firestore';
import { changeShardOf } from '../../documents/changeShard';
import type { DocumentWrite } from '../../packedIndex/change';

/** A document of which the sync owns only some fields. */
export interface SharedDocument<Fields extends DocumentData = DocumentData> {
  readonly kind: 'shared';
  readonly reference: DocumentReference;
  /** The fields that the sync owns, as far as it knows them. */
  readonly fields: Fields;
  /** What the fingerprint is made of, if not of these. */
  readonly compared?: DocumentData;
  /** What else a new document starts with. */
  readonly initial: DocumentData;
  /** What changes besides in a document that is there already, whenever one of {@link fields} does. */
  readonly alsoUpdated?: DocumentData;
  /** And what besides, where the document had been deleted by hand. */
  readonly afterDeletion?: DocumentData;
}

/** How the document of a record is written: whole, or only the fields that the sync owns. */
export type RecordDocument =
  | { readonly kind: 'whole'; readonly reference: DocumentReference; readonly fields: DocumentData }
  | SharedDocument;

/** What a document's fingerprint is made of. */
export function comparedOf(document: RecordDocument): DocumentData {
  return (document.kind === 'shared' ? document.compared : undefined) ?? document.fields;
}

/** How a document is written. What is set on all that is written is no part of a record's fingerprint. */
export function writeOf(document: RecordDocument, updatedAt: Date): DocumentWrite {
  if (document.kind === 'shared') return upsertOf(document, document.fields, updatedAt);
  const { reference, fields } = document;
  return { kind: 'replace', reference, data: { ...fields, ...ofWriting(reference, updatedAt) } };
}

/** Writes a document whole if it isn't there, else only some fields. */
export function upsertOf(
  { reference, fields, initial, alsoUpdated, afterDeletion }: SharedDocument,
  changed: DocumentData,
  updatedAt: Date,
): DocumentWrite {
  const ownOfWriting = ofWriting(reference, updatedAt);
  return {
    kind: 'upsert',
    reference,
    created: { ...initial, ...fields, ...ownOfWriting },
    ...(afterDeletion && { recreated: afterDeletion }),
    updated: { ...changed, ...alsoUpdated, ...ownOfWriting },
  };
}

function ofWriting({ id }: DocumentReference, updatedAt: Date) {
  return { updatedAt, changeShard: changeShardOf(id) };
}
