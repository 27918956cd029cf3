import * as z from 'zod/mini';
import { lenient } from '../../format/lenient';
import { SEGMENT_NAMES } from '../../format/labels';

/** What the customers can be sorted by; names as in the callable. */
const SORTS = ['lastOrderDate', 'totalSpent', 'orderCount', 'displayName', 'createdAt'] as const;

const text = (maximum: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(maximum));

/** The view of the customers page, all of which is in the address. */
export const customersSearch = z.object({
  search: lenient(text(200)),
  segment: lenient(z.enum(SEGMENT_NAMES)),
  tag: lenient(text(50)),
  /** Days in the shop's time zone, both in the range. */
  from: lenient(z.iso.date()),
  to: lenient(z.iso.date()),
  sort: lenient(z.enum(SORTS)),
  direction: lenient(z.enum(['asc', 'desc'])),
  /** Ids of the columns that are shown, separated by dots; missing for the usual ones. */
  columns: lenient(text(200)),
});
export type CustomersSearch = z.infer<typeof customersSearch>;

/** Whether any customer can be left out by a view. */
export function isFiltered({ search, segment, tag, from, to }: CustomersSearch): boolean {
  return [search, segment, tag, from, to].some((condition) => condition !== undefined);
}
