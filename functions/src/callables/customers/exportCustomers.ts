import { FieldPath, type Query } from 'firebase-admin/firestore';
import { z } from 'zod';
import { boundedScan } from '../../firestore/boundedScan';
import { parseCustomer, type StoredCustomer } from '../../firestore/customers';
import { paths } from '../../firestore/paths';
import { defineCallable, orgIdField } from '../callable';
import { BAD_CURSOR, cursorField, nextCursorField, PageCursors } from '../pageCursor';
import { documentId } from '../positions';
import { csvHeader, csvRowOf, EXPORTED_FIELDS } from './customersCsv';
import { segmentField, tagField } from './fields';

const MAX_PAGE = 500;

/** Characters after which a page ends early: 500 rows have 150,000, but names of the POS can be thousands long. */
const MAX_CSV_LENGTH = 1024 * 1024;

/** One read a customer, and one more; with both segment and tag at most 1,000. */
export const exportCustomers = defineCallable({
  name: 'exportCustomers',
  summary:
    'Exports customers as CSV, in pages that make one file when put one after the other; without notes.',
  role: 'manager',
  input: z.strictObject({
    orgId: orgIdField,
    segment: segmentField.optional(),
    tag: tagField.optional(),
    limit: z.int().min(1).max(MAX_PAGE).default(MAX_PAGE),
    cursor: cursorField,
  }),
  output: z.object({
    csv: z
      .string()
      // The last row can be a document of 1 MiB with each character escaped.
      .max(4 * MAX_CSV_LENGTH)
      .describe(
        'Lines of RFC 4180 in the order of ids; the first page begins with the header. Text that a spreadsheet would take for a formula begins with an apostrophe.',
      ),
    customerCount: z.int().min(0).max(MAX_PAGE),
    nextCursor: nextCursorField,
  }),
  errors: [BAD_CURSOR],
  async handle({ database }, input) {
    const { orgId, segment, tag, limit } = input;
    const cursors = new PageCursors('exportCustomers', input, documentId);
    const after = cursors.read(input.cursor);
    const sorted = exportQuery(database.collection(paths.customers(orgId)), segment, tag);
    const { kept, next } = await boundedScan(
      database,
      after === null ? sorted : sorted.startAfter(after),
      limit,
      (snapshot) => {
        const customer = parseCustomer(snapshot);
        return segment === undefined || customer.segment === segment ? customer : null;
      },
    );
    const page = writePage(kept, after === null ? csvHeader() : '');
    const last = page.count < kept.length ? kept[page.count - 1]?.customerId : next?.id;
    return { csv: page.csv, customerCount: page.count, nextCursor: cursors.write(last ?? null) };
  },
});

/** Sorted by id, which takes no index of its own with one condition; the second is decided in memory. */
function exportQuery(customers: Query, segment: string | undefined, tag: string | undefined): Query {
  const filtered =
    tag !== undefined
      ? customers.where('tags', 'array-contains', tag)
      : segment !== undefined
        ? customers.where('segment', '==', segment)
        : customers;
  return filtered.orderBy(FieldPath.documentId()).select(...EXPORTED_FIELDS);
}

/** As many rows as a page holds, at least one if there is one. */
function writePage(customers: readonly StoredCustomer[], header: string): { csv: string; count: number } {
  let csv = header;
  let count = 0;
  for (const customer of customers) {
    if (csv.length > MAX_CSV_LENGTH) break;
    csv += csvRowOf(customer);
    count += 1;
  }
  return { csv, count };
}
