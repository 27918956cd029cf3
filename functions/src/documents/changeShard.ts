import { z } from 'zod';
import { optional, run } from './definition/fields';

/**
 * Parts into which the documents of a collection fall for queries by `updatedAt`. One sync writes thousands of documents with one time: in an
 * index by time alone all would land in one place, which takes 500 writes a second; by shard and time they land in ten (decision 30).
 */
export const CHANGE_SHARDS = 10;

/** The shard of a document: the same for as long as it has its id. */
export function changeShardOf(documentId: string): number {
  // FNV-1a: cheap, and even for ids that are counted up.
  let hash = 0x811c9dc5;
  for (let index = 0; index < documentId.length; index += 1)
    hash = Math.imul(hash ^ documentId.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % CHANGE_SHARDS;
}

export const changeShardField = optional(
  run(
    z
      .int()
      .min(0)
      .max(CHANGE_SHARDS - 1),
    'For queries by `updatedAt` (decision 30); missing on what has not changed since release 0.1.',
  ),
);
