import { ChangeWriter } from '../../src/packedIndex/changeWriter';
import type { Fence } from '../../src/packedIndex/commit';
import { PackedIndex } from '../../src/packedIndex/packedIndex';
import { StoredShards } from '../../src/packedIndex/shard/shardStore';
import { itemsStream } from '../../src/packedIndex/streams';
import type { Database } from '../../src/platform/firestore/database';
import type { Limits } from '../../src/platform/limits';

/** A tenant's index of items as it is stored now. */
export const openIndex = (database: Database, orgId: string, limits: Limits) =>
  new PackedIndex(itemsStream, new StoredShards(database, orgId, itemsStream.name), limits.shard);

/** The same with a writer to it, whose run nothing ends. */
export function openWriter(
  database: Database,
  orgId: string,
  limits: Limits,
  options: { runId?: string; fence?: Fence; quarantinedSince?: Date } = {},
) {
  const index = openIndex(database, orgId, limits);
  const writer = new ChangeWriter(database, index, {
    runId: 'run',
    fence: () => Promise.resolve(),
    limits,
    preview: null,
    quarantinedSince: new Date(0),
    ...options,
  });
  return { index, writer };
}
