/** Far above any real id; with its prefix, and every character escaped, it still fits a document id of 1,500 bytes. */
const MAX_LENGTH = 200;

const DOCUMENT_PREFIXES = /^(?:\s*alleaves_)+/;
/** At most 99 digits, because {@link sortableKey} writes the length in two; leading zeros make another id. */
const NUMERIC = /^(?:0|[1-9]\d{0,98})$/;

/**
 * Reads an id of the POS, a number or text, with or without our `alleaves_` prefix. Ids are compared as text.
 *
 * @returns undefined for no id: null, empty, 0 and `"0"` (which this POS sends for "none"), and anything that can't be one, such as half a character.
 */
export function parsePosId(value: unknown): string | undefined {
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && value !== 0 ? String(value) : undefined;
  if (typeof value !== 'string') return undefined;
  const id = value.replace(DOCUMENT_PREFIXES, '').trim();
  return id === '' || id === '0' || id.length > MAX_LENGTH || !id.isWellFormed() ? undefined : id;
}

/** Orders ids: numbers by value, then all others by code unit. For `Array.prototype.sort`. */
export function comparePosIds(a: string, b: string): number {
  const numericA = NUMERIC.test(a);
  if (numericA !== NUMERIC.test(b)) return numericA ? -1 : 1;
  if (numericA && a.length !== b.length) return a.length - b.length;
  return a === b ? 0 : a < b ? -1 : 1;
}

/** A text whose plain order is that of {@link comparePosIds}, for keys that a database sorts. Different ids give different keys. */
export function sortableKey(text: string): string {
  return NUMERIC.test(text) ? `n${String(text.length).padStart(2, '0')}${text}` : `s${text}`;
}
