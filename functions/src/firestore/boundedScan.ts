import type { Query, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import type { Database } from './database';

/**
 * Documents that one call looks at where not all conditions can be part of the query: 0.06 cents, and well under a second.
 */
export const SCAN_LIMIT = 1000;

/** Documents asked for at once when the first batches had few of those sought. */
const LARGEST_BATCH = 250;

export interface Scanned<T> {
  kept: T[];
  /** The last document looked at, to go on after; null where there are no more. */
  next: QueryDocumentSnapshot | null;
}

/**
 * Walks a sorted query until `limit` documents are kept, the documents end, or as many have been looked at as a call may. Reads
 * one document more than `limit` where all are kept, to know whether there are more; batches grow while few are.
 * @param keep What to keep of a document; null to pass it over.
 */
export async function boundedScan<T>(
  database: Database,
  sorted: Query,
  limit: number,
  keep: (snapshot: QueryDocumentSnapshot) => T | null,
  scanLimit = SCAN_LIMIT,
): Promise<Scanned<T>> {
  const kept: T[] = [];
  let last: QueryDocumentSnapshot | null = null;
  let scanned = 0;
  for (let size = limit + 1; scanned < scanLimit; size = Math.min(2 * size, LARGEST_BATCH)) {
    const batch = Math.min(size, scanLimit - scanned);
    const { docs } = await database.query((last === null ? sorted : sorted.startAfter(last)).limit(batch));
    for (const snapshot of docs) {
      const found = keep(snapshot);
      if (found !== null && kept.length === limit) return { kept, next: last };
      if (found !== null) kept.push(found);
      last = snapshot;
    }
    scanned += docs.length;
    if (docs.length < batch) return { kept, next: null };
  }
  return { kept, next: last };
}
