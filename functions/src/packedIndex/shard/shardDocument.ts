import type { DocumentData, DocumentSnapshot } from 'firebase-admin/firestore';
import { syncIndexDocument } from '../../documents/syncIndex';
import { Shard } from './shard';
import { decodeShard, encodeShard, SHARD_VERSION, unreadableIndex } from './shardCodec';
import type { IndexEntry, StreamDefinition } from '../streams';

/** A shard as a document of `sync_index`, or of `sync_preview`. */
export type ShardData = DocumentData & { from: string; to: string | null; count: number; entries: Buffer };

const shardDocument = syncIndexDocument.strict.omit({ stream: true, count: true });

export async function documentOfShard<Entry extends IndexEntry>(
  stream: StreamDefinition<Entry>,
  { from, to, content, effects }: Shard<Entry>,
): Promise<ShardData> {
  return {
    stream: stream.name,
    from,
    to,
    version: SHARD_VERSION,
    count: content.entries.size,
    entries: await encodeShard(stream, content),
    run: effects && {
      id: effects.runId,
      added: effects.added,
      updated: effects.updated,
      deleted: effects.deleted,
    },
  };
}

/** @throws PermanentError `index_unreadable`. */
export async function shardOfDocument<Entry extends IndexEntry>(
  stream: StreamDefinition<Entry>,
  snapshot: DocumentSnapshot,
): Promise<Shard<Entry>> {
  const parsed = shardDocument.safeParse(snapshot.data());
  if (!parsed.success) throw unreadableIndex(stream.name, parsed.error);
  const { from, to, version, entries, run } = parsed.data;
  const effects = run && { runId: run.id, added: run.added, updated: run.updated, deleted: run.deleted };
  return new Shard(from, to, await decodeShard(stream, version, entries), effects);
}
