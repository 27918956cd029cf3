/** What a document id can't hold as it is; lone surrogates because they have no UTF-8 form. */
const UNSAFE = /[%/\p{Cc}\p{Cs}]/gu;
/** Ids that Firestore refuses although each character is fine; the embedded one also refuses whatever begins with a dot. */
const RESERVED = /^(?:\..*|__.*__)$/s;
const ESCAPE = /%(u[0-9A-F]{4}|[0-9A-F]{2})/g;
/** Stands for the empty text; no other text encodes to it. */
const EMPTY = '%';

/**
 * Makes a Firestore document id of any text. Only what Firestore forbids is escaped, so ordinary ids and email addresses read
 * as they are. Different texts give different segments. Firestore's limit of 1,500 bytes is the caller's to check.
 */
export function encodePathSegment(text: string): string {
  if (text === '') return EMPTY;
  const encoded = text.replace(UNSAFE, escapeUnit);
  return RESERVED.test(encoded) ? escapeFirst(encoded) : encoded;
}

/** The text of which {@link encodePathSegment} made the segment. What is no escape of ours is left as it stands. */
export function decodePathSegment(segment: string): string {
  if (segment === EMPTY) return '';
  return segment.replace(ESCAPE, (_escape, hex: string) =>
    String.fromCharCode(parseInt(hex.replace('u', ''), 16)),
  );
}

/** Escapes the first character of an encoded segment that mustn't begin as it does. */
export function escapeFirst(encoded: string): string {
  return escapeUnit(encoded.charAt(0)) + encoded.slice(1);
}

function escapeUnit(unit: string): string {
  const hex = unit.charCodeAt(0).toString(16).toUpperCase();
  return hex.length > 2 ? `%u${hex}` : `%${hex.padStart(2, '0')}`;
}
