import { FieldPath, type Query, type QueryDocumentSnapshot, Timestamp } from 'firebase-admin/firestore';
import {
  comparePositions,
  type CustomerQuery,
  matchesQuery,
  type SortPosition,
  type SortValue,
} from '../domain/customerQuery';
import { PermanentError } from '../platform/errors';
import { boundedScan, SCAN_LIMIT } from './boundedScan';
import { parseCustomer, type StoredCustomer } from './customers';
import type { Database } from './database';
import { paths } from './paths';

/** The fields of a customer in a list: all that conditions and sorting look at, and none that is long. */
const LISTED_FIELDS = [
  'source',
  'posCustomerId',
  'email',
  'phone',
  'firstName',
  'lastName',
  'displayName',
  'loyaltyPoints',
  'createdAt',
  'segment',
  'orderCount',
  'totalSpent',
  'avgOrderValue',
  'lastOrderDate',
  'tags',
];

export interface CustomerPage {
  customers: StoredCustomer[];
  /** Where the next page begins; null after the last one. */
  next: SortPosition | null;
}

interface PageRequest {
  limit: number;
  /** Customers behind this position. */
  after: SortPosition | null;
  /** How many documents one call may look at. */
  scanLimit?: number;
}

/**
 * A page of the customers that fulfil a query's conditions, in its order (decision 0007). One of segment and tag is part of the
 * Firestore query, and so is the range when it is what is sorted by; the rest is decided in memory over at most `scanLimit`
 * documents, so that a page can be short although there are more. Who is sought by address or telephone number is found by the
 * index of that field, where so few have one that begins so (any, for numbers) that all of them can be read.
 */
export async function readCustomerPage(
  database: Database,
  orgId: string,
  query: CustomerQuery,
  { limit, after, scanLimit = SCAN_LIMIT }: PageRequest,
): Promise<CustomerPage> {
  const customers = database.collection(paths.customers(orgId));
  const candidates = candidatesOf(customers, query);
  if (candidates !== undefined && (await database.count(candidates.limit(scanLimit + 1))) <= scanLimit) {
    const { docs } = await database.query(candidates.select(...LISTED_FIELDS));
    return pageOfAll(docs, query, limit, after);
  }
  const sorted = sortedQuery(customers, query).select(...LISTED_FIELDS);
  const { kept, next } = await boundedScan(
    database,
    after === null ? sorted : sorted.startAfter(firestoreValue(after.value), after.id),
    limit,
    (snapshot) => matching(snapshot, query),
    scanLimit,
  );
  return { customers: kept, next: next && positionOf(next, query) };
}

/** The customers among whom all are that a search means, by an index of a single field; undefined where there is no such index. */
function candidatesOf(customers: Query, { search }: CustomerQuery): Query | undefined {
  if (search?.kind === 'phone') return customers.where('phone', '>', '');
  // Any text that begins with the prefix comes before the prefix with the last character there is behind it.
  if (search?.kind === 'email')
    return customers.where('email', '>=', search.prefix).where('email', '<', `${search.prefix}\u{10ffff}`);
  return undefined;
}

function sortedQuery(customers: Query, query: CustomerQuery): Query {
  const { segment, tag, sort, direction, lastOrderFrom, lastOrderTo } = query;
  let filtered = customers;
  if (tag !== undefined) filtered = filtered.where('tags', 'array-contains', tag);
  else if (segment !== undefined) filtered = filtered.where('segment', '==', segment);
  if (sort === 'lastOrderDate' && lastOrderFrom) filtered = filtered.where(sort, '>=', lastOrderFrom);
  if (sort === 'lastOrderDate' && lastOrderTo) filtered = filtered.where(sort, '<=', lastOrderTo);
  return filtered.orderBy(sort, direction).orderBy(FieldPath.documentId(), direction);
}

function pageOfAll(
  docs: readonly QueryDocumentSnapshot[],
  query: CustomerQuery,
  limit: number,
  after: SortPosition | null,
): CustomerPage {
  const sign = query.direction === 'asc' ? 1 : -1;
  const compare = (a: SortPosition, b: SortPosition) => sign * comparePositions(a, b);
  const found = docs.flatMap((snapshot) => {
    const customer = matching(snapshot, query);
    return customer === null ? [] : [{ customer, position: positionOf(snapshot, query) }];
  });
  found.sort((a, b) => compare(a.position, b.position));
  const rest = after === null ? found : found.filter(({ position }) => compare(position, after) > 0);
  const page = rest.slice(0, limit);
  return {
    customers: page.map(({ customer }) => customer),
    next: rest.length > limit ? (page.at(-1)?.position ?? null) : null,
  };
}

function matching(snapshot: QueryDocumentSnapshot, query: CustomerQuery): StoredCustomer | null {
  const customer = parseCustomer(snapshot);
  return matchesQuery(query, customer) ? customer : null;
}

/** @throws PermanentError `customer_malformed` for a document that no position can be given in a list. */
function positionOf(snapshot: QueryDocumentSnapshot, { sort }: CustomerQuery): SortPosition {
  const value: unknown = snapshot.get(sort) ?? null;
  if (value instanceof Timestamp) {
    const { seconds, nanoseconds } = value;
    return { value: { seconds, nanoseconds }, id: snapshot.id };
  }
  if (value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value)))
    return { value, id: snapshot.id };
  throw new PermanentError(
    'customer_malformed',
    `The field ${sort} of a customer's document was damaged by hand: run a sync with mode 'full', which mends those of the POS.`,
  );
}

function firestoreValue(value: SortValue): unknown {
  return typeof value === 'object' && value !== null
    ? new Timestamp(value.seconds, value.nanoseconds)
    : value;
}
