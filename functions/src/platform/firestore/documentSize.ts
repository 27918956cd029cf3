/**
 * How large Firestore takes a document and its index entries to be, by its own rules
 * (firebase.google.com/docs/firestore/storage-size). Values are what this suite writes: null, booleans, numbers, text, dates, bytes,
 * arrays and plain objects.
 */

const DOCUMENT_NAME_BYTES = 16;
const MAP_BYTES = 32;
const INDEX_ENTRY_BYTES = 32;
/** Of longer values an index holds only the beginning. */
const MAX_INDEXED_BYTES = 1500;

/** Bytes of text in a document. */
export function textSize(text: string): number {
  return Buffer.byteLength(text) + 1;
}

/** Bytes of a document's name. @param path Relative to the database: `tenants/org1/customers/alleaves_42`. */
export function nameSize(path: string): number {
  return path.split('/').reduce((sum, part) => sum + textSize(part), DOCUMENT_NAME_BYTES);
}

/** Bytes of a document. */
export function documentSize(path: string, fields: Readonly<Record<string, unknown>>): number {
  return nameSize(path) + valueSize(fields);
}

/** Bytes of a field's value. The caller knows that it isn't nested too deep for the stack. */
export function valueSize(value: unknown): number {
  if (typeof value === 'string') return textSize(value);
  if (typeof value === 'number') return 8;
  if (typeof value !== 'object' || value === null) return 1;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (Array.isArray(value)) return value.reduce<number>((sum, element) => sum + valueSize(element), 0);
  if (!isMap(value)) return 8;
  return Object.entries(value).reduce(
    (sum, [name, element]) => sum + textSize(name) + valueSize(element),
    MAP_BYTES,
  );
}

/** A map, as opposed to a date or a Timestamp. */
export function isMap(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !(value instanceof Date || ArrayBuffer.isView(value) || isTimestamp(value));
}

function isTimestamp(value: object): boolean {
  return 'toDate' in value && typeof value.toDate === 'function';
}

export interface IndexUsage {
  entries: number;
  bytes: number;
}

/**
 * The entries of a document in Firestore's own indexes of single fields: two of each value that isn't a map (ascending and
 * descending), and one of each element of an array.
 *
 * @param unindexed Fields that are exempt, in `firestore.indexes.json`.
 */
export function indexUsage(
  path: string,
  fields: Readonly<Record<string, unknown>>,
  unindexed: ReadonlySet<string>,
): IndexUsage {
  const parent = path.split('/').slice(0, -2).join('/');
  const entryBytes = nameSize(path) + nameSize(parent) + INDEX_ENTRY_BYTES;
  const usage = { entries: 0, bytes: 0 };
  const add = (name: string, value: unknown, entries: number): void => {
    usage.entries += entries;
    usage.bytes += entries * (entryBytes + textSize(name) + Math.min(valueSize(value), MAX_INDEXED_BYTES));
  };
  const visit = (name: string, value: unknown): void => {
    if (isMap(value)) {
      for (const [inner, element] of Object.entries(value)) visit(`${name}.${inner}`, element);
      return;
    }
    add(name, value, 2);
    if (Array.isArray(value)) for (const element of value) add(name, element, 1);
  };
  for (const [name, value] of Object.entries(fields)) if (!unindexed.has(name)) visit(name, value);
  return usage;
}
