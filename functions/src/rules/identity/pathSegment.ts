/**
 * What a document id doesn't hold as it is, unit by unit: what Firestore forbids, and what doesn't survive the way of an event. Ids
 * come to triggers in an HTTP header of raw UTF-8 bytes, which Node reads as Latin-1 and trims, and firebase-functions decodes `%`.
 */
const UNSAFE = /[^!-~]|[%/=]/g;
/** Ids that Firestore refuses although each character is fine; the embedded one also refuses whatever begins with a dot. */
const RESERVED = /^(?:\..*|__.*__)$/s;
const ESCAPE = /=(u[0-9A-F]{4}|[0-9A-F]{2})/g;
/** Stands for the empty text; no other text encodes to it. */
const EMPTY = '=';

/**
 * Makes a Firestore document id in ASCII of any text. Ordinary ids and email addresses read as they are. Different texts give
 * different segments. Firestore's limit of 1,500 bytes is the caller's to check.
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
  return hex.length > 2 ? `=u${hex.padStart(4, '0')}` : `=${hex.padStart(2, '0')}`;
}
