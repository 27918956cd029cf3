import type { Query, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import type { Limits } from '../limits';
import type { Database } from './database';

export interface Scanned<T> {
  kept: T[];
  /** The last document looked at, to go on after; null if there are no more. */
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
  scan: Limits['scan'],
): Promise<Scanned<T>> {
  const kept: T[] = [];
  let last: QueryDocumentSnapshot | null = null;
  let scanned = 0;
  for (let size = limit + 1; scanned < scan.documents; size = Math.min(2 * size, scan.batch)) {
    const batch = Math.min(size, scan.documents - scanned);
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
