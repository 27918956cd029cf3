import { decodePathSegment, encodePathSegment } from './pathSegment';

/** What the id of every document of the POS begins with. */
export const ALLEAVES_PREFIX = 'alleaves_';

/** The id of the document that holds a customer, order or item of the POS. */
export function alleavesDocumentId(posId: string): string {
  return ALLEAVES_PREFIX + encodePathSegment(posId);
}

/** The POS id in a document id; undefined for a document that isn't the POS's, such as a customer entered by hand. */
export function posIdOf(documentId: string): string | undefined {
  if (!documentId.startsWith(ALLEAVES_PREFIX) || documentId.length === ALLEAVES_PREFIX.length)
    return undefined;
  return decodePathSegment(documentId.slice(ALLEAVES_PREFIX.length));
}
