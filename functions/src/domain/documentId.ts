import { decodePathSegment, encodePathSegment } from './pathSegment';

const PREFIX = 'alleaves_';

/** The id of the document that holds a customer, order or item of the POS. */
export function alleavesDocumentId(posId: string): string {
  return PREFIX + encodePathSegment(posId);
}

/** The POS id in a document id; undefined for a document that isn't the POS's, such as a customer entered by hand. */
export function posIdOf(documentId: string): string | undefined {
  if (!documentId.startsWith(PREFIX) || documentId.length === PREFIX.length) return undefined;
  return decodePathSegment(documentId.slice(PREFIX.length));
}
