import { isDeepStrictEqual } from 'node:util';
import { type DocumentData, FieldPath } from 'firebase-admin/firestore';
import { fingerprint } from '../domain/fingerprint';
import { idsWithPrefix } from '../firestore/idsWithPrefix';
import type { IndexEntry } from '../firestore/packedIndex/streams';
import type { RecordWriter } from './recordWriter';
import type { StageContext } from './stage';

/** Documents a page; each page is a place to go on from. */
const PAGE = 500;

/** The hash of a document that can't be read as one of ours: it differs from every fingerprint, so the record is written again. */
export const UNREADABLE = '-';

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
  /** What the index should say where the document is gone; null, the default, where nothing should be left of it. */
  entryOfMissing?(known: Entry): Entry | null;
}

/**
 * Makes the index say what the documents say, before the stage's own work, where a run has to: in mode `full`, from the start
 * or from where it was interrupted; not again once the stage has gone on to its own cursors. A run for one customer does so
 * for the records of that customer.
 *
 * @param keysOfCustomer The keys of a customer's records in this stream.
 * @param isLost Whether the index has no entries: there are no documents, or it is gone. Then any run has to, because without it
 * erased customers would come back, and spending would be that of the window alone.
 * @returns Places to go on from, as `from` takes them.
 */
export async function* rebuildIfNeeded<Entry extends IndexEntry>(
  context: StageContext,
  writer: RecordWriter<Entry>,
  stored: StoredRecords<Entry>,
  from: { rebuiltTo: string } | object | undefined,
  keysOfCustomer: (posCustomerId: string) => Promise<readonly string[]>,
  isLost = false,
): AsyncGenerator<{ rebuiltTo: string }, void> {
  const { mode, scope } = context.run;
  if (from !== undefined) {
    if ('rebuiltTo' in from) yield* rebuildIndex(context, writer, stored, from.rebuiltTo);
  } else if (mode === 'full' || isLost) {
    yield* rebuildIndex(context, writer, stored, undefined);
  } else if (scope?.kind === 'customer') {
    await rebuildRecords(context, writer, stored, await keysOfCustomer(scope.posCustomerId));
  }
}

/**
 * Makes the index say what the documents say, so that the stage that follows repairs whatever was edited or
 * deleted by hand, and knows documents that the index has lost. Yields the last document id of each page.
 * One read a document, and as many again only where documents are missing.
 */
async function* rebuildIndex<Entry extends IndexEntry>(
  context: StageContext,
  writer: RecordWriter<Entry>,
  stored: StoredRecords<Entry>,
  after: string | undefined,
): AsyncGenerator<{ rebuiltTo: string }, void> {
  const { database } = context;
  const collection = database.collection(stored.collection);
  const pages = collection.orderBy(FieldPath.documentId()).limit(PAGE);
  for (let last = after; ;) {
    const { docs } = await database.query(last === undefined ? pages : pages.startAfter(last));
    const records = docs.flatMap((snapshot) => {
      const key = stored.keyOf(snapshot.id);
      return key === undefined ? [] : [{ key, data: snapshot.data() }];
    });
    await writer.index.loadFor(records.map(({ key }) => key));
    for (const { key, data } of records) adoptDocument(writer, stored, key, data);
    await writer.drain();
    last = docs.at(-1)?.id;
    if (last === undefined || docs.length < PAGE) break;
    yield { rebuiltTo: last };
  }
  await writer.flush();
  await forgetMissing(context, writer, stored);
}

/** Drops the entries of documents that are gone; what the POS still has of them is then written again. */
async function forgetMissing<Entry extends IndexEntry>(
  context: StageContext,
  writer: RecordWriter<Entry>,
  stored: StoredRecords<Entry>,
): Promise<void> {
  const { database } = context;
  const collection = database.collection(stored.collection);
  const own = stored.prefix === undefined ? collection : idsWithPrefix(collection, stored.prefix);
  const documents = await database.count(own);
  if ((await writer.index.countStored()) <= documents) return;
  for await (const entries of writer.index.streamEntries()) {
    await rebuildRecords(context, writer, stored, [...entries.keys()]);
  }
}

/** Makes the index say what the documents of the given records say. One read a record. */
async function rebuildRecords<Entry extends IndexEntry>(
  { database }: StageContext,
  writer: RecordWriter<Entry>,
  stored: StoredRecords<Entry>,
  keys: readonly string[],
): Promise<void> {
  for (let start = 0; start < keys.length; start += PAGE) {
    const page = keys.slice(start, start + PAGE);
    await writer.index.loadFor(page);
    const references = page.map((key) => database.document(`${stored.collection}/${stored.documentId(key)}`));
    const snapshots = await database.getAll(references);
    for (const [position, key] of page.entries()) {
      const data = snapshots[position]?.data();
      const known = writer.index.entry(key);
      if (data !== undefined) adoptDocument(writer, stored, key, data);
      else if (known !== undefined) writer.adopt(key, stored.entryOfMissing?.(known) ?? null);
    }
    await writer.drain();
  }
  await writer.flush();
}

function adoptDocument<Entry extends IndexEntry>(
  writer: RecordWriter<Entry>,
  stored: StoredRecords<Entry>,
  key: string,
  data: DocumentData,
): void {
  const known = writer.index.entry(key);
  const entry = stored.entryOf(data, known) ?? (known && { ...known, hash: UNREADABLE });
  if (entry !== undefined && !isDeepStrictEqual(entry, known)) writer.adopt(key, entry);
}

export /** The fingerprint of the named fields as stored; a field that is missing makes it differ from any that was written. */
function storedHash(data: DocumentData, names: readonly string[]): string {
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
