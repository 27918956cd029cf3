import { status } from '@grpc/grpc-js';
import { z } from 'zod';
import { GrpcError, type Message } from '../../servers/grpcHandlers';
import type { IndexDefinitions } from './indexes/definitions';

/** What the documents and index entries of one transaction may come to (firebase.google.com/docs/firestore/quotas). */
const MAX_TRANSACTION_BYTES = 10 * 1024 * 1024;

/** Documents with all their index entries rarely take more: requests with fewer writes are not measured. */
const WRITES_WORTH_MEASURING = 20;

// Sizes as firebase.google.com/docs/firestore/storage-size has them.
const NAME_BYTES = 16;
const MAP_BYTES = 32;
const ENTRY_BYTES = 32;
/** Of longer values an index holds only the beginning. */
const MAX_INDEXED_BYTES = 1_500;

/** A value on the wire: one of its fields is set. Read as it is, since this is done for every value of every commit. */
type Value = Readonly<Record<string, unknown>>;

const written = z.object({ update: z.object({ name: z.string(), fields: z.unknown().optional() }) });

const textBytes = (text: string): number => Buffer.byteLength(text) + 1;

function isObject(given: unknown): given is Value {
  return typeof given === 'object' && given !== null;
}

function elementsOf({ arrayValue }: Value): readonly Value[] | undefined {
  if (!isObject(arrayValue)) return undefined;
  const { values } = arrayValue;
  return Array.isArray(values) ? values.filter(isObject) : [];
}

function fieldsOf({ mapValue }: Value): readonly (readonly [string, Value])[] | undefined {
  return isObject(mapValue) ? entriesOf(mapValue['fields']) : undefined;
}

function entriesOf(fields: unknown): readonly (readonly [string, Value])[] {
  if (!isObject(fields)) return [];
  return Object.entries(fields).flatMap(([name, one]) => (isObject(one) ? [[name, one] as const] : []));
}

function valueBytes(one: Value): number {
  const elements = elementsOf(one);
  if (elements !== undefined) return elements.reduce((sum, element) => sum + valueBytes(element), 0);
  const fields = fieldsOf(one);
  if (fields !== undefined)
    return fields.reduce((sum, [name, inner]) => sum + textBytes(name) + valueBytes(inner), MAP_BYTES);
  if (typeof one['stringValue'] === 'string') return textBytes(one['stringValue']);
  if (typeof one['referenceValue'] === 'string') return nameBytes(one['referenceValue']);
  if (Buffer.isBuffer(one['bytesValue'])) return one['bytesValue'].length;
  if ('nullValue' in one || 'booleanValue' in one) return 1;
  return 'geoPointValue' in one ? 16 : 8;
}

function nameBytes(name: string): number {
  const path = name.slice(name.indexOf('/documents/') + '/documents/'.length);
  return path.split('/').reduce((sum, part) => sum + textBytes(part), NAME_BYTES);
}

/** Knows what commits come to, by the indexes that there are. */
export class CommitSize {
  /** `collection.field` of fields without indexes of their own. */
  private readonly exempt: ReadonlySet<string>;
  /** The top-level fields of each composite index, by collection. */
  private readonly composites = new Map<string, string[][]>();

  constructor(indexes: IndexDefinitions) {
    this.exempt = new Set(
      indexes.fieldOverrides
        .filter((override) => override.indexes.length === 0)
        .map(({ collectionGroup, fieldPath }) => `${collectionGroup}.${fieldPath}`),
    );
    for (const { collectionGroup, fields } of indexes.indexes) {
      const known = this.composites.get(collectionGroup) ?? [];
      const own = fields.map(({ fieldPath }) => fieldPath.split('.')[0] ?? '');
      this.composites.set(collectionGroup, [...known, own]);
    }
  }

  /** @throws GrpcError INVALID_ARGUMENT, in Firestore's words, where a commit is too large with its index entries. */
  check({ writes }: Message): void {
    if (!Array.isArray(writes) || writes.length < WRITES_WORTH_MEASURING) return;
    const bytes = writes.reduce<number>((sum, write) => sum + this.writeBytes(write), 0);
    if (bytes > MAX_TRANSACTION_BYTES)
      throw new GrpcError(status.INVALID_ARGUMENT, 'Transaction too big. Decrease transaction size.');
  }

  private writeBytes(write: unknown): number {
    const parsed = written.safeParse(write);
    if (!parsed.success) return 0;
    const { name, fields } = parsed.data.update;
    const top = entriesOf(fields);
    const own = nameBytes(name);
    const parent = nameBytes(name.split('/').slice(0, -2).join('/'));
    const collection = name.split('/').at(-2) ?? '';
    const entryBytes = own + parent + ENTRY_BYTES;
    let bytes = own;
    const index = (path: string, one: Value): void => {
      if (this.exempt.has(`${collection}.${path}`)) return;
      const inner = fieldsOf(one);
      if (inner !== undefined) {
        for (const [key, each] of inner) index(`${path}.${key}`, each);
        return;
      }
      const indexed = entryBytes + textBytes(path);
      bytes += 2 * (indexed + Math.min(valueBytes(one), MAX_INDEXED_BYTES));
      for (const element of elementsOf(one) ?? [])
        bytes += indexed + Math.min(valueBytes(element), MAX_INDEXED_BYTES);
    };
    for (const [field, one] of top) {
      bytes += textBytes(field) + valueBytes(one);
      index(field, one);
    }
    const byField = new Map(top);
    for (const composite of this.composites.get(collection) ?? []) {
      const values = composite.map((field) => byField.get(field));
      if (values.some((one) => one === undefined)) continue;
      bytes += entryBytes;
      for (const one of values) bytes += one === undefined ? 0 : Math.min(valueBytes(one), MAX_INDEXED_BYTES);
    }
    return bytes;
  }
}
