import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { z } from 'zod';
import { PermanentError } from '../../platform/ports/errors';
import type { StreamName } from '../../documents/syncIndex';
import type { IndexEntry, StreamDefinition } from '../streams';

/** Version of the packed form; a reader of another version refuses instead of guessing. */
export const SHARD_VERSION = 1;

/** What quarantine knows of a row that doesn't parse; times in milliseconds since the epoch. */
export interface QuarantineEntry {
  readonly hash: string;
  readonly count: number;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
}

/** A shard's content: its records and its quarantined rows, both by key. */
export interface ShardContent<Entry> {
  readonly entries: Map<string, Entry>;
  readonly quarantined: Map<string, QuarantineEntry>;
  /** Whether the index is being rebuilt; said in the shard of the key {@link REBUILDING}. */
  isRebuilding: boolean;
}

export function emptyContent<Entry>(): ShardContent<Entry> {
  return { entries: new Map(), quarantined: new Map(), isRebuilding: false };
}

/**
 * Whose shard says that the index is being rebuilt. A tilde keeps it apart from ids of the POS. It is packed as a quarantined row of
 * this key, as release 0.1 did, so that releases can be mixed; it never expires.
 */
export const REBUILDING = '~rebuilding';
const PACKED_MARK = [REBUILDING, REBUILDING, 1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] as const;

/** Fast deflate: shards are rewritten often and stay well under 1 MiB at any level. */
const COMPRESSION_LEVEL = 3;

const deflate = promisify<Buffer, object, Buffer>(deflateRaw);
const inflate = promisify<Buffer, Buffer>(inflateRaw);

const packed = z.object({
  entries: z.array(z.tuple([z.string()], z.unknown())),
  quarantined: z.array(z.tuple([z.string(), z.string(), z.int(), z.int(), z.int()])),
});

/** Packs a shard's content: JSON tuples, deflated. */
export async function encodeShard<Entry extends IndexEntry>(
  stream: StreamDefinition<Entry>,
  content: ShardContent<Entry>,
): Promise<Buffer> {
  const entries = [...content.entries].map(([key, entry]) => [key, ...stream.pack(entry)]);
  const quarantined = [...content.quarantined].map(([key, row]) => [
    key,
    row.hash,
    row.count,
    row.firstSeenAt,
    row.lastSeenAt,
  ]);
  if (content.isRebuilding) quarantined.push([...PACKED_MARK]);
  return deflate(Buffer.from(JSON.stringify({ entries, quarantined })), { level: COMPRESSION_LEVEL });
}

/**
 * The content of a stored shard.
 * @throws PermanentError `index_unreadable` when it is damaged or of another version; a run in full mode rebuilds it.
 */
export async function decodeShard<Entry extends IndexEntry>(
  stream: StreamDefinition<Entry>,
  version: number,
  bytes: Uint8Array,
): Promise<ShardContent<Entry>> {
  try {
    if (version !== SHARD_VERSION) throw new RangeError(`version ${version}`);
    const { entries, quarantined } = packed.parse(JSON.parse((await inflate(Buffer.from(bytes))).toString()));
    const rows = new Map(
      quarantined.map(([key, hash, count, firstSeenAt, lastSeenAt]) => [
        key,
        { hash, count, firstSeenAt, lastSeenAt },
      ]),
    );
    return {
      entries: new Map(entries.map(([key, ...tuple]) => [key, stream.unpack(tuple)])),
      isRebuilding: rows.delete(REBUILDING),
      quarantined: rows,
    };
  } catch (cause) {
    throw unreadableIndex(stream.name, cause);
  }
}

export function unreadableIndex(stream: StreamName, cause: unknown): PermanentError {
  return new PermanentError(
    'index_unreadable',
    `A shard of the ${stream} index can't be read (this release reads version ${SHARD_VERSION}): ` +
      `delete the tenant's sync_index documents of this stream and run a sync with mode 'full' to rebuild them.`,
    { cause },
  );
}
