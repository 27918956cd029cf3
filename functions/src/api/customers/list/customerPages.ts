import { FieldPath, type Query, type QueryDocumentSnapshot, Timestamp } from 'firebase-admin/firestore';
import {
  comparePositions,
  type CustomerQuery,
  matchesConditions,
  type SortPosition,
  type SortValue,
} from '../../../rules/customers/customerQuery';
import { PermanentError } from '../../../platform/ports/errors';
import { boundedScan } from '../../../platform/firestore/boundedScan';
import { parseCustomer, type StoredCustomer } from '../../../documents/customer';
import type { Limits } from '../../../platform/limits';
import type { Database } from '../../../platform/firestore/database';
import { paths } from '../../../documents/paths';
import { fromInstantPosition, toInstantPosition } from '../../call/paging/instantPosition';
import type { PageRequest } from '../../call/paging/queryPage';
import { LISTED_FIELDS } from './listedCustomer';

export interface CustomerPage {
  customers: StoredCustomer[];
  /** Where the next page begins; null after the last one. */
  next: SortPosition | null;
}

/**
 * A page of the customers that fulfil a query's conditions, in its order (decision 0007). One of segment and tag is part of the
 * Firestore query, and so is the range when it is what is sorted by; the rest is decided in memory over at most
 * `scan.documents`, so that a page can be short although there are more. Email and phone searches use that
 * field's index when few enough customers could match to read them all.
 */
export async function readCustomerPage(
  database: Database,
  orgId: string,
  query: CustomerQuery,
  { limit, after, scan }: PageRequest<SortPosition> & { scan: Limits['scan'] },
): Promise<CustomerPage> {
  const customers = database.collection(paths.customers(orgId));
  const candidates = candidatesOf(customers, query);
  const most = scan.documents;
  if (candidates !== undefined && (await database.count(candidates.limit(most + 1))) <= most) {
    const { docs } = await database.query(candidates.select(...LISTED_FIELDS));
    return pageOfAll(docs, query, limit, after);
  }
  const sorted = sortedQuery(customers, query).select(...LISTED_FIELDS);
  const { kept, next } = await boundedScan(
    database,
    after === null ? sorted : sorted.startAfter(firestoreValue(after.value), after.id),
    limit,
    (snapshot) => matching(snapshot, query),
    scan,
  );
  return { customers: kept, next: next && positionOf(next, query) };
}

/** The customers among whom all are that a search means, by an index of a single field; undefined if there is no such index. */
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
  return matchesConditions(query, customer) ? customer : null;
}

/** @throws PermanentError `customer_malformed` for a document that no position can be given in a list. */
function positionOf(snapshot: QueryDocumentSnapshot, { sort }: CustomerQuery): SortPosition {
  const value: unknown = snapshot.get(sort) ?? null;
  if (value instanceof Timestamp) return { value: toInstantPosition(value), id: snapshot.id };
  if (value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value)))
    return { value, id: snapshot.id };
  throw new PermanentError(
    'customer_malformed',
    `The field ${sort} of a customer's document was edited by hand and can't be read. Run a sync with mode 'full', which repairs customers from the POS.`,
  );
}

function firestoreValue(value: SortValue): unknown {
  return typeof value === 'object' && value !== null ? fromInstantPosition(value) : value;
}
