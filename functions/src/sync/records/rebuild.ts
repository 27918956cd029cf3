import { isDeepStrictEqual } from 'node:util';
import { type DocumentData, FieldPath } from 'firebase-admin/firestore';
import { z } from 'zod';
import { UNREADABLE } from '../../documents/storedHash';
import { idsWithPrefix } from '../../platform/firestore/idsWithPrefix';
import { isLost, isRebuilding, isWhole, markRebuilding } from '../../packedIndex/rebuildMark';
import type { IndexEntry } from '../../packedIndex/streams';
import type { RecordWriter } from './recordWriter';
import type { StageContext } from '../stages/stage';

/** Where a rebuild goes on. */
export const rebuildCursor = z.union([
  /** The last document that the index has been made to follow. */
  z.object({ rebuiltTo: z.string() }),
  /** The last entry, in the stream's order, of which it is known whether its document is still there. */
  z.object({ checkedTo: z.string() }),
]);
type RebuildCursor = z.infer<typeof rebuildCursor>;

/** How a stream's documents are read back into its index. */
export interface StoredRecords<Entry extends IndexEntry> {
  /** Path of the collection. */
  collection: string;
  /** What the ids of the sync's documents begin with where others share the collection. */
  prefix?: string;
  /** The record's key, or undefined for a document that is not the sync's. */
  keyOf(documentId: string): string | undefined;
  documentId(key: string): string;
  /** What the index should say of a document, or null if it can't be read (somebody edited it). */
  entryOf(data: DocumentData, known: Entry | undefined): Entry | null;
  /** What the index should say where the document is gone; null, the default, where nothing should be left of it. */
  entryOfMissing?(known: Entry): Entry | null;
}

/**
 * Makes the index say what the documents say, before the stage's own work, where a run has to: in mode `full`, from the start
 * or from where it was interrupted; not again once the stage has gone on to its own cursors. A run for one customer does so
 * for the records of that customer. Where the index is lost any run has to: without it erased customers would come back, and
 * spending would be that of the window alone.
 *
 * @param keysOfCustomer The keys of a customer's records in this stream.
 * @returns Places to go on from, as `from` takes them.
 */
export async function* rebuildIfNeeded<Entry extends IndexEntry>(
  context: StageContext,
  writer: RecordWriter<Entry>,
  stored: StoredRecords<Entry>,
  from: RebuildCursor | object | undefined,
  keysOfCustomer: (posCustomerId: string) => Promise<readonly string[]>,
): AsyncGenerator<RebuildCursor, void> {
  const { mode, scope } = context.run.options;
  if (from !== undefined) {
    const cursor = rebuildCursor.safeParse(from).data;
    if (cursor === undefined) return;
    if ('rebuiltTo' in cursor) yield* rebuildIndex(context, writer, stored, cursor.rebuiltTo);
    else yield* checkEntries(context, writer, stored, cursor.checkedTo);
    return;
  }
  if (mode === 'full' || !(await isWhole(writer.index))) {
    yield* rebuildIndex(context, writer, stored, undefined);
  } else if (scope?.kind === 'customer') {
    await rebuildRecords(context, writer, stored, await keysOfCustomer(scope.posCustomerId));
  }
}

/**
 * Makes the index say what the documents say, so that the stage that follows repairs whatever was edited or
 * deleted by hand, and knows documents that the index has lost. Yields the last document id of each page.
 * One read a document, and as many again only if documents are missing.
 */
async function* rebuildIndex<Entry extends IndexEntry>(
  context: StageContext,
  writer: RecordWriter<Entry>,
  stored: StoredRecords<Entry>,
  after: string | undefined,
): AsyncGenerator<RebuildCursor, void> {
  const { database, limits } = context;
  const pageSize = limits.page.rebuild;
  const collection = database.collection(stored.collection);
  const pages = collection.orderBy(FieldPath.documentId()).limit(pageSize);
  const wasLost = await isLost(writer.index);
  for (let last = after; ;) {
    const { docs } = await database.query(last === undefined ? pages : pages.startAfter(last));
    if (wasLost && last === undefined && docs.length > 0) {
      markRebuilding(writer.index, true);
      await writer.flush();
    }
    const records = docs.flatMap((snapshot) => {
      const key = stored.keyOf(snapshot.id);
      return key === undefined ? [] : [{ key, data: snapshot.data() }];
    });
    await writer.index.loadFor(records.map(({ key }) => key));
    for (const { key, data } of records) adoptDocument(writer, stored, key, data);
    await writer.drain();
    last = docs.at(-1)?.id;
    if (last === undefined || docs.length < pageSize) break;
    yield { rebuiltTo: last };
  }
  await writer.flush();
  if (await isRebuilding(writer.index)) {
    markRebuilding(writer.index, false);
    await writer.flush();
  } else if (!wasLost) {
    yield* forgetMissing(context, writer, stored);
  }
}

/** Drops the entries of documents that are gone; what the POS still has of them is then written again. */
async function* forgetMissing<Entry extends IndexEntry>(
  context: StageContext,
  writer: RecordWriter<Entry>,
  stored: StoredRecords<Entry>,
): AsyncGenerator<RebuildCursor, void> {
  const { database } = context;
  const collection = database.collection(stored.collection);
  const own = stored.prefix === undefined ? collection : idsWithPrefix(collection, stored.prefix);
  const documents = await database.count(own);
  if ((await writer.index.countStored()) <= documents) return;
  yield* checkEntries(context, writer, stored, '');
}

/**
 * Looks for the document of each entry after a place in the stream's order, shard by shard, and makes the index follow.
 * One read an entry; what has been looked at is committed when its place is yielded.
 */
async function* checkEntries<Entry extends IndexEntry>(
  context: StageContext,
  writer: RecordWriter<Entry>,
  stored: StoredRecords<Entry>,
  after: string,
): AsyncGenerator<RebuildCursor, void> {
  const { index } = writer;
  const pageSize = context.limits.page.rebuild;
  for (let place: string | null = after; place !== null;) {
    const shard = await index.shardAt(place);
    // A shard that is split on the way is gone through as it was.
    const { to } = shard;
    const left = [...shard.content.entries.keys()]
      .map((key) => ({ key, sortable: index.stream.sortable(key) }))
      .filter(({ sortable }) => sortable > after)
      .sort((a, b) => (a.sortable < b.sortable ? -1 : 1));
    for (let start = 0; start < left.length; start += pageSize) {
      const page = left.slice(start, start + pageSize);
      await rebuildRecords(
        context,
        writer,
        stored,
        page.map(({ key }) => key),
      );
      yield { checkedTo: page.at(-1)?.sortable ?? place };
    }
    place = to;
  }
}

/** Makes the index say what the documents of the given records say. One read a record. */
async function rebuildRecords<Entry extends IndexEntry>(
  { database, limits }: StageContext,
  writer: RecordWriter<Entry>,
  stored: StoredRecords<Entry>,
  keys: readonly string[],
): Promise<void> {
  const pageSize = limits.page.rebuild;
  for (let start = 0; start < keys.length; start += pageSize) {
    const page = keys.slice(start, start + pageSize);
    await writer.index.loadFor(page);
    const references = page.map((key) => database.document(`${stored.collection}/${stored.documentId(key)}`));
    const snapshots = await database.getAll(references);
    for (const [position, key] of page.entries()) {
      const data = snapshots[position]?.data();
      const known = writer.index.entry(key);
      if (data !== undefined) adoptDocument(writer, stored, key, data);
      else if (known !== undefined) writer.index.adopt(key, stored.entryOfMissing?.(known) ?? null);
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
  if (entry !== undefined && !isDeepStrictEqual(entry, known)) writer.index.adopt(key, entry);
}
