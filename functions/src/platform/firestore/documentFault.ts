import { isStorableInstant } from '../../rules/time/time';
import { documentSize, indexUsage, isMap, nameSize } from './documentSize';
import { DEFAULT_LIMITS, type Limits } from '../limits';
import { MIB } from '../units';

/** Below Firestore's limits of 40,000 entries and 8 MiB, so that there is room for those of composite indexes. */
const MAX_INDEX_ENTRIES = 30_000;
const MAX_INDEX_BYTES = 6 * MIB;

/** Maps and arrays in one another. */
const MAX_LEVELS = 20;
/** Of a document's id, a field's name, and the names on the way to a field. */
const MAX_NAME_BYTES = 1500;
const RESERVED_NAME = /^__.*__$/s;

/** Fields that can be long and are in no index of Firestore (`firestore.indexes.json`), by collection. */
export const UNINDEXED_FIELDS: Readonly<Record<string, ReadonlySet<string>>> = {
  orders: new Set(['items']),
  sync_quarantine: new Set(['payload']),
};
const NONE: ReadonlySet<string> = new Set();

/**
 * What would make Firestore refuse a document (firebase.google.com/docs/firestore/quotas), which would refuse the whole commit
 * with it: said of the row that it comes from, without any of its values. Null if nothing would.
 */
export function documentFault(
  path: string,
  fields: Readonly<Record<string, unknown>>,
  { bytes: maxBytes }: Limits['document'] = DEFAULT_LIMITS.document,
): string | null {
  const fault = mapFault(fields, 0, 0);
  if (fault !== null) return fault;
  if (path.split('/').some((part) => Buffer.byteLength(part) > MAX_NAME_BYTES))
    return `has an id of more than ${MAX_NAME_BYTES} bytes`;
  const bound = sizeBound(fields);
  if (bound * (2 * nameSize(path) + MAX_ENTRY_BYTES) < MAX_INDEX_BYTES && bound + nameSize(path) < maxBytes)
    return null;
  if (documentSize(path, fields) > maxBytes) return `is larger than ${maxBytes} bytes`;
  const collection = path.split('/').at(-2) ?? '';
  const { entries, bytes } = indexUsage(path, fields, UNINDEXED_FIELDS[collection] ?? NONE);
  if (entries > MAX_INDEX_ENTRIES || bytes > MAX_INDEX_BYTES)
    return 'has more values than Firestore can index';
  return null;
}

/** An index entry's name of the field, value and 32 bytes, at most. */
const MAX_ENTRY_BYTES = 2 * MAX_NAME_BYTES + 32;

/** At least the size of a value, and so at least the number of its index entries; quick, because most documents are small. */
function sizeBound(value: unknown): number {
  if (typeof value === 'string') return 3 * value.length + 1;
  if (typeof value !== 'object' || value === null) return 8;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (Array.isArray(value)) return value.reduce<number>((sum, element) => sum + sizeBound(element), 3);
  if (!isMap(value)) return 8;
  let sum = 32;
  for (const name of Object.keys(value)) sum += 3 * name.length + 1 + sizeBound(value[name]);
  return sum;
}

/**
 * What makes a field's value one that Firestore can't hold, but its size.
 *
 * @param level How many maps it is in, the document among them, and arrays.
 * @param nameBytes Of the names on the way to it.
 */
export function valueFault(value: unknown, level = 1, nameBytes = 0): string | null {
  if (typeof value === 'string')
    return value.isWellFormed() ? null : 'contains half a character (a lone surrogate)';
  if (value instanceof Date)
    return isStorableInstant(value) ? null : 'contains a date outside the years 1 to 9999';
  const isList = Array.isArray(value);
  if (!isList && !isMap(value)) return null;
  if (level > MAX_LEVELS) return `is nested more than ${MAX_LEVELS} levels deep`;
  return isList ? listFault(value, level, nameBytes) : mapFault(value, level, nameBytes);
}

function listFault(list: readonly unknown[], level: number, nameBytes: number): string | null {
  for (const element of list) {
    if (Array.isArray(element)) return 'contains a list inside a list';
    const fault = valueFault(element, level + 1, nameBytes);
    if (fault !== null) return fault;
  }
  return null;
}

function mapFault(map: Readonly<Record<string, unknown>>, level: number, nameBytes: number): string | null {
  for (const [name, element] of Object.entries(map)) {
    // At most: exact bytes matter to nobody who names fields so.
    const bytes = nameBytes + 3 * name.length;
    if (name === '' || bytes > MAX_NAME_BYTES || RESERVED_NAME.test(name) || !name.isWellFormed())
      return 'contains a field name that Firestore refuses';
    const fault = valueFault(element, level + 1, bytes);
    if (fault !== null) return fault;
  }
  return null;
}
