import { type CollectionReference, type DocumentData, FieldPath, type Query } from 'firebase-admin/firestore';
import { fingerprint } from '../domain/fingerprint';
import type { IndexEntry } from '../firestore/packedIndex/streams';
import type { RecordWriter } from './recordWriter';
import type { StageContext } from './stage';

/** Documents a page; each page is a place to go on from. */
const PAGE = 500;

/** The hash of a document that can't be read as one of ours: it differs from every fingerprint, so the record is written again. */
const UNREADABLE = '-';

/** How a stream's documents are read back into its index. */
export interface StoredRecords<Entry extends IndexEntry> {
  /** Path of the collection. */
  collection: string;
  /** What the ids of the sync's documents begin with where others share the collection. */
  prefix?: string;
  /** The record's key, or undefined for a document that is not the sync's. */
  keyOf(documentId: string): string | undefined;
  documentId(key: string): string;
  /** What the index should say of a document, or null where it can't be read (somebody edited it). */
  entryOf(data: DocumentData, known: Entry | undefined): Entry | null;
}

/**
 * In mode `full`, {@link rebuildIndex} before the stage's own work: from the start, or from where a rebuild was
 * interrupted; not again once the stage has gone on to its own cursors.
 */
export async function* rebuildIfFull<Entry extends IndexEntry>(
  context: StageContext,
  writer: RecordWriter<Entry>,
  stored: StoredRecords<Entry>,
  from: { rebuiltTo: string } | object | undefined,
): AsyncGenerator<string, void> {
  if (context.run.mode !== 'full') return;
  if (from === undefined) yield* rebuildIndex(context, writer, stored, undefined);
  else if ('rebuiltTo' in from) yield* rebuildIndex(context, writer, stored, from.rebuiltTo);
}

/**
 * Makes the index say what the documents say, so that the stage that follows repairs whatever was edited or
 * deleted by hand, and knows documents that the index has lost. Yields the last document id of each page.
 * One read a document, and as many again only where documents are missing.
 */
async function* rebuildIndex<Entry extends IndexEntry>(
  { database }: StageContext,
  writer: RecordWriter<Entry>,
  stored: StoredRecords<Entry>,
  after: string | undefined,
): AsyncGenerator<string, void> {
  const collection = database.collection(stored.collection);
  const pages = collection.orderBy(FieldPath.documentId()).limit(PAGE);
  for (let last = after; ;) {
    const { docs } = await database.query(last === undefined ? pages : pages.startAfter(last));
    const records = docs.flatMap((snapshot) => {
      const key = stored.keyOf(snapshot.id);
      return key === undefined ? [] : [{ key, data: snapshot.data() }];
    });
    await writer.index.loadFor(records.map(({ key }) => key));
    for (const { key, data } of records) {
      const known = writer.index.entry(key);
      const entry = stored.entryOf(data, known) ?? (known && { ...known, hash: UNREADABLE });
      if (entry !== undefined && entry.hash !== known?.hash) writer.adopt(key, entry);
    }
    await writer.drain();
    last = docs.at(-1)?.id;
    if (last === undefined || docs.length < PAGE) break;
    yield last;
  }
  await writer.flush();
  await forgetMissing(database, writer, stored);
}

/** Drops the entries of documents that are gone; what the POS still has of them is then written again. */
async function forgetMissing<Entry extends IndexEntry>(
  database: StageContext['database'],
  writer: RecordWriter<Entry>,
  stored: StoredRecords<Entry>,
): Promise<void> {
  const documents = await database.count(ownDocuments(database.collection(stored.collection), stored.prefix));
  if ((await writer.index.countStored()) <= documents) return;
  for await (const entries of writer.index.streamEntries()) {
    const keys = [...entries.keys()];
    await writer.index.loadFor(keys);
    for (let start = 0; start < keys.length; start += PAGE) {
      const page = keys.slice(start, start + PAGE);
      const references = page.map((key) =>
        database.document(`${stored.collection}/${stored.documentId(key)}`),
      );
      const snapshots = await database.getAll(references);
      for (const [position, key] of page.entries()) {
        if (snapshots[position]?.exists === false) writer.adopt(key, null);
      }
    }
    await writer.drain();
  }
  await writer.flush();
}

function ownDocuments(collection: CollectionReference, prefix: string | undefined): Query {
  if (prefix === undefined) return collection;
  const last = prefix.length - 1;
  const next = prefix.slice(0, last) + String.fromCharCode(prefix.charCodeAt(last) + 1);
  return collection.where(FieldPath.documentId(), '>=', prefix).where(FieldPath.documentId(), '<', next);
}

/** The fingerprint of the named fields as stored; a field that is missing makes it differ from any that was written. */
export function storedHash(data: DocumentData, names: readonly string[]): string {
  try {
    return fingerprint(
      Object.fromEntries(names.filter((name) => name in data).map((name) => [name, data[name]])),
    );
  } catch {
    // A value that the sync never writes, such as a reference or bytes.
    return UNREADABLE;
  }
}

/** As {@link storedHash}, over all fields but `updatedAt`: for documents that the sync alone owns. */
export function storedHashOfWhole(data: DocumentData): string {
  return storedHash(
    data,
    Object.keys(data).filter((name) => name !== 'updatedAt'),
  );
}
