import type { Query, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import type { Database } from '../../../platform/firestore/database';
import type { Sorting } from './sorting';

/** Which page to read. */
export interface PageRequest<Position> {
  /** Where the page before ended; null for the first page. */
  after: Position | null;
  limit: number;
}

/** A page of the documents of a query. Reads one more than the page has, to know whether there are more. */
export async function queryPage<Position>(
  database: Database,
  query: Query,
  { sort, valuesOf, positionOf }: Sorting<Position>,
  { after, limit }: PageRequest<Position>,
): Promise<{ docs: QueryDocumentSnapshot[]; next: Position | null }> {
  const sorted = sort(query);
  const begun = after === null ? sorted : sorted.startAfter(...valuesOf(after));
  const { docs } = await database.query(begun.limit(limit + 1));
  const page = docs.slice(0, limit);
  const last = docs.length > limit ? page.at(-1) : undefined;
  return { docs: page, next: last === undefined ? null : positionOf(last) };
}
