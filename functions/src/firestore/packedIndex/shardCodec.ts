import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { z } from 'zod';
import { PermanentError } from '../../platform/errors';
import type { IndexEntry, StreamDefinition, StreamName } from './streams';

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
  entries: Map<string, Entry>;
  quarantined: Map<string, QuarantineEntry>;
}

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
    return {
      entries: new Map(entries.map(([key, ...tuple]) => [key, stream.unpack(tuple)])),
      quarantined: new Map(
        quarantined.map(([key, hash, count, firstSeenAt, lastSeenAt]) => [
          key,
          { hash, count, firstSeenAt, lastSeenAt },
        ]),
      ),
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
