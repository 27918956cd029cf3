import type { Query } from 'firebase-admin/firestore';
import { z } from 'zod';
import { type CustomerConditions, matchesConditions } from '../../../rules/customers/customerQuery';
import { DEFAULT_LIMITS } from '../../../platform/limits';
import { boundedScan } from '../../../platform/firestore/boundedScan';
import { parseCustomer, type StoredCustomer } from '../../../documents/customer';
import { paths } from '../../../documents/paths';
import { orgIdField } from '../../call/callable';
import { definePagedCallable } from '../../call/paging/definePagedCallable';
import { byId } from '../../call/paging/sorting';
import { csvHeader, csvRowOf, EXPORTED_FIELDS } from './customersCsv';
import { BAD_SEARCH, customerConditions, readConditions } from '../list/customerConditions';

const MAX_PAGE = 500;

/** One read a customer, and one more; with a search, with dates, or with both segment and tag at most 1,000. */
export const exportCustomers = definePagedCallable({
  name: 'exportCustomers',
  summary:
    'Exports customers as CSV by segment, tag, last order and search, without notes, in pages that together make one file.',
  role: 'manager',
  checksSession: true,
  input: { orgId: orgIdField, ...customerConditions },
  limit: { largest: MAX_PAGE, usual: MAX_PAGE },
  position: byId.position,
  output: {
    csv: z
      .string()
      // The last row can be a document of 1 MiB with each character escaped.
      .max(4 * DEFAULT_LIMITS.export.csvCharacters)
      .describe(
        'RFC 4180 lines ordered by id. The first page begins with the header. Phone numbers are international (`+15552340001`) where possible. Text that a spreadsheet would run as a formula begins with an apostrophe.',
      ),
    customerCount: z.int().min(0).max(MAX_PAGE),
  },
  errors: [BAD_SEARCH],
  async readPage({ context, database }, { orgId, ...input }, { after, limit }) {
    const { limits } = context.settings;
    const conditions = readConditions(input);
    const sorted = exportQuery(database.collection(paths.customers(orgId)), conditions);
    const { kept, next } = await boundedScan(
      database,
      after === null ? sorted : sorted.startAfter(after),
      limit,
      (snapshot) => {
        const customer = parseCustomer(snapshot);
        return matchesConditions(conditions, customer) ? customer : null;
      },
      limits.scan,
    );
    const page = writePage(kept, after === null ? csvHeader() : '', limits.export.csvCharacters);
    const last = page.count < kept.length ? kept[page.count - 1]?.customerId : next?.id;
    return { csv: page.csv, customerCount: page.count, next: last ?? null };
  },
});

/** Sorted by id, which takes no index of its own with one condition; the others are decided in memory. */
function exportQuery(customers: Query, { segment, tag }: CustomerConditions): Query {
  const filtered =
    tag !== undefined
      ? customers.where('tags', 'array-contains', tag)
      : segment !== undefined
        ? customers.where('segment', '==', segment)
        : customers;
  return byId.sort(filtered).select(...EXPORTED_FIELDS, 'consent');
}

/** As many rows as a page holds, at least one if there is one. */
function writePage(
  customers: readonly StoredCustomer[],
  header: string,
  maxLength: number,
): { csv: string; count: number } {
  let csv = header;
  let count = 0;
  for (const customer of customers) {
    if (csv.length > maxLength) break;
    csv += csvRowOf(customer);
    count += 1;
  }
  return { csv, count };
}
