import type { PackedIndex } from './packedIndex';
import { REBUILDING } from './shard/shardCodec';
import type { IndexEntry } from './streams';

/**
 * An index that was lost is marked while it is rebuilt, so that a run that dies meanwhile leaves no index that looks whole. To tell takes
 * one read, unless the mark's shard is loaded: that is the last one of numeric ids, which a stage needs anyway.
 */

/** Whether nothing of an index is stored: it was lost, or its stream has no documents. */
export async function isLost<Entry extends IndexEntry>(index: PackedIndex<Entry>): Promise<boolean> {
  await index.loadFor([REBUILDING]);
  return !index.isStored;
}

/** Whether an index is marked. */
export async function isRebuilding<Entry extends IndexEntry>(index: PackedIndex<Entry>): Promise<boolean> {
  await index.loadFor([REBUILDING]);
  return index.shardOf(REBUILDING).isRebuilding;
}

/** Whether an index is there and not being rebuilt; that of a stream without documents never is. */
export async function isWhole<Entry extends IndexEntry>(index: PackedIndex<Entry>): Promise<boolean> {
  return !(await isLost(index)) && !(await isRebuilding(index));
}

/** Sets or removes the mark, with the next commit of its shard, which is loaded. */
export function markRebuilding<Entry extends IndexEntry>(
  index: PackedIndex<Entry>,
  isRebuilding: boolean,
): void {
  index.change(REBUILDING, { isRebuilding });
}
