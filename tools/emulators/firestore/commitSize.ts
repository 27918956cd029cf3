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

/** A value on the wire: one of its fields is set. */
type Value = Readonly<Record<string, unknown>>;

const value: z.ZodType<Value> = z.record(z.string(), z.unknown());
const written = z.object({
  update: z.object({ name: z.string(), fields: z.record(z.string(), value).default({}) }),
});
const arrayValue = z.object({ values: z.array(value).default([]) });
const mapValue = z.object({ fields: z.record(z.string(), value).default({}) });

const textBytes = (text: string): number => Buffer.byteLength(text) + 1;

function elementsOf(one: Value): readonly Value[] | undefined {
  return 'arrayValue' in one ? (arrayValue.safeParse(one['arrayValue']).data?.values ?? []) : undefined;
}

function fieldsOf(one: Value): Readonly<Record<string, Value>> | undefined {
  return 'mapValue' in one ? (mapValue.safeParse(one['mapValue']).data?.fields ?? {}) : undefined;
}

function valueBytes(one: Value): number {
  const elements = elementsOf(one);
  if (elements !== undefined) return elements.reduce((sum, element) => sum + valueBytes(element), 0);
  const fields = fieldsOf(one);
  if (fields !== undefined)
    return Object.entries(fields).reduce(
      (sum, [name, inner]) => sum + textBytes(name) + valueBytes(inner),
      MAP_BYTES,
    );
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

  constructor(private readonly indexes: IndexDefinitions) {
    this.exempt = new Set(
      indexes.fieldOverrides
        .filter((override) => override.indexes.length === 0)
        .map(({ collectionGroup, fieldPath }) => `${collectionGroup}.${fieldPath}`),
    );
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
    const own = nameBytes(name);
    const parent = nameBytes(name.split('/').slice(0, -2).join('/'));
    const collection = name.split('/').at(-2) ?? '';
    const entryBytes = own + parent + ENTRY_BYTES;
    let bytes = own;
    const index = (path: string, one: Value): void => {
      if (this.exempt.has(`${collection}.${path}`)) return;
      const inner = fieldsOf(one);
      if (inner !== undefined) {
        for (const [key, each] of Object.entries(inner)) index(`${path}.${key}`, each);
        return;
      }
      const indexed = entryBytes + textBytes(path);
      bytes += 2 * (indexed + Math.min(valueBytes(one), MAX_INDEXED_BYTES));
      for (const element of elementsOf(one) ?? [])
        bytes += indexed + Math.min(valueBytes(element), MAX_INDEXED_BYTES);
    };
    for (const [field, one] of Object.entries(fields)) {
      bytes += textBytes(field) + valueBytes(one);
      index(field, one);
    }
    for (const composite of this.indexes.indexes) {
      if (composite.collectionGroup !== collection) continue;
      const values = composite.fields.map(({ fieldPath }) => fields[fieldPath.split('.')[0] ?? '']);
      if (values.some((one) => one === undefined)) continue;
      bytes += entryBytes;
      for (const one of values) bytes += one === undefined ? 0 : Math.min(valueBytes(one), MAX_INDEXED_BYTES);
    }
    return bytes;
  }
}
