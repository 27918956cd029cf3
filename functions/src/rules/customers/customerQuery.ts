import { type CustomerSearch, matchesSearch, type SearchedFields } from './customerSearch';
import type { Segment } from './segment';

export const CUSTOMER_SORTS = [
  'lastOrderDate',
  'totalSpent',
  'orderCount',
  'displayName',
  'createdAt',
] as const;
export type CustomerSort = (typeof CUSTOMER_SORTS)[number];

/** Which customers. Conditions that are left out hold for all; ends of the range are in it. */
export interface CustomerConditions {
  segment?: Segment | undefined;
  tag?: string | undefined;
  search?: CustomerSearch | undefined;
  lastOrderFrom?: Date | undefined;
  lastOrderTo?: Date | undefined;
}

/** Which customers, in which order. */
export interface CustomerQuery extends CustomerConditions {
  sort: CustomerSort;
  direction: 'asc' | 'desc';
}

/** The fields that the conditions look at. */
export interface FilteredFields extends SearchedFields {
  segment: Segment | null;
  tags: readonly string[];
  lastOrderDate: Date | null;
}

/** Whether a customer fulfils all conditions. */
export function matchesConditions(conditions: CustomerConditions, customer: FilteredFields): boolean {
  const { segment, tag, search, lastOrderFrom, lastOrderTo } = conditions;
  const { lastOrderDate } = customer;
  return (
    (segment === undefined || customer.segment === segment) &&
    (tag === undefined || customer.tags.includes(tag)) &&
    (lastOrderFrom === undefined || (lastOrderDate !== null && lastOrderDate >= lastOrderFrom)) &&
    (lastOrderTo === undefined || (lastOrderDate !== null && lastOrderDate <= lastOrderTo)) &&
    (search === undefined || matchesSearch(search, customer))
  );
}

/** A value that customers are sorted by, precise to what Firestore keeps. */
export type SortValue = null | number | string | { seconds: number; nanoseconds: number };

/** A customer's place in a sorted list; the id decides among equal values. */
export interface SortPosition {
  value: SortValue;
  id: string;
}

/**
 * Compares as Firestore sorts: nothing before numbers, these before instants, these before text, which is compared by code
 * point, so that capitals come before small letters (firebase.google.com/docs/firestore/manage-data/data-types).
 */
export function comparePositions(a: SortPosition, b: SortPosition): number {
  return compareValues(a.value, b.value) || compareTexts(a.id, b.id);
}

function compareValues(a: SortValue, b: SortValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  if (isInstant(a) && isInstant(b)) return a.seconds - b.seconds || a.nanoseconds - b.nanoseconds;
  return rank(a) - rank(b);
}

function compareTexts(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function isInstant(value: SortValue): value is Extract<SortValue, object> {
  return typeof value === 'object' && value !== null;
}

function rank(value: SortValue): number {
  if (value === null) return 0;
  return typeof value === 'number' ? 1 : isInstant(value) ? 2 : 3;
}
