import { z } from 'zod';
import { CUSTOMER_FIELDS } from '../../rules/answers/fillRates';
import { alleavesDocumentId } from '../../rules/identity/documentId';
import type { ParsedRow, PosCustomer } from '../../rules/pos';
import { type CustomerEntry, customersStream } from '../../packedIndex/streams';
import { customerReference } from '../../documents/customer';
import { customerFields, initialCustomerState, returnedState } from '../../documents/customerContent';
import { erasedCustomerFields } from '../../documents/erasedCustomer';
import { erasedCustomers, keptOfCustomerRow } from '../records/erasedCustomers';
import { acceptRow } from '../records/acceptRow';
import { rebuildCursor, rebuildIfNeeded } from '../records/rebuild';
import { joinPages } from '../records/joinPages';
import { positionBehind, walkPosition } from '../records/walkPosition';
import { assertNothingLost, rowsToHold } from '../records/lossBrake';
import type { SharedDocument } from '../records/recordDocument';
import type { RecordWriter } from '../records/recordWriter';
import { defineStage, type StageContext } from './stage';
import { storedCustomers } from '../records/storedRecords';
import {
  assertAnyCustomer,
  beginWalk,
  countPresent,
  type CustomerWalk,
  findMissing,
  markGone,
  resumeWalk,
  seenCustomers,
} from './goneCustomers';

const walkCursor = walkPosition.extend({
  /** Rows on the pages before. */
  seen: z.int().min(0),
  /** Whether the one customer that the run is for has been among them. */
  found: z.boolean().optional(),
  /** Whom the walk has brought so far; messages of earlier releases don't say. */
  walk: seenCustomers.optional(),
  /** Whether it is the second walk, for those whom the first has not brought. */
  again: z.boolean().optional(),
});
type WalkCursor = z.infer<typeof walkCursor>;

const cursor = z.union([rebuildCursor, walkCursor]);

/**
 * Brings the POS's customers into `customers` (seed, step 2). The index it keeps is the seed's `emailToIdMap` and
 * `alleavesIdToCustomerIdMap`. Customers are keyed by POS id, never by email, and never deleted; erased ones stay erased, and those
 * that the POS no longer has are marked (decision 20).
 */
export const customersStage = defineStage({
  name: 'customers',
  cursor,

  async *work(context, from) {
    const { orgId } = context.tenant;
    context.pos.beginLogin();
    const writer = context.openWriter(customersStream);
    await writer.index.loadAll();
    const own = (posCustomerId: string) => Promise.resolve([posCustomerId]);
    yield* rebuildIfNeeded(context, writer, storedCustomers(orgId), from, own);

    const start: WalkCursor = from !== undefined && 'page' in from ? from : { page: 1, seen: 0 };
    const walk = start.page === 1 ? beginWalk(context, writer.index) : resumeWalk(context, start.walk);
    let read = yield* readCustomers(context, writer, walk, start);
    // Somebody can have slipped past the first walk: rows move up when one above them is deleted (decision 18).
    const isWorthAnother = () =>
      read.complete && walk !== null && findMissing(context, writer.index, walk).length > 0;
    if (read.seen > 0 && start.again !== true && isWorthAnother()) {
      read = yield* readCustomers(context, writer, walk, { ...read, page: 1, again: true });
    }

    // What was read stays, whatever the rest says.
    await writer.flush();
    assertAnyCustomer(context, writer.index, read.seen);
    if (read.complete && walk !== null) markGone(context, writer, walk);
    if (context.run.options.scope?.kind === 'customer' && !read.found) context.tally.skip('not_at_pos');
    context.totals.customerCount = countPresent(writer.index);
  },
});

/** What a walk has come to. */
interface Read {
  seen: number;
  found: boolean;
  complete: boolean;
}

/** Takes in the customers from a page on. A second walk takes only those whom the first has not brought. */
async function* readCustomers(
  context: StageContext,
  writer: RecordWriter<CustomerEntry>,
  walk: CustomerWalk | null,
  { again = false, seen, found = false, ...position }: WalkCursor,
): AsyncGenerator<WalkCursor, Read> {
  const { scope } = context.run.options;
  const only = scope?.kind === 'customer' ? scope.posCustomerId : null;
  const hasErased = erasedCustomers(writer.index, context.hasErasedManual).any;
  const read = { seen, found, complete: false };
  const expectedRows = context.baseline?.customers?.records;
  const pages = context.pos.customers({ ...position, expectedRows });
  for await (const page of joinPages(pages, rowsToHold(context, 'customers'))) {
    context.tally.pages += page.pages;
    read.seen += page.rows.length;
    const wasRead = ({ posId }: ParsedRow<PosCustomer>) =>
      again && (posId === null || walk?.has(posId) === true);
    await assertPlausible(
      context,
      writer,
      page.rows.filter((row) => !row.elsewhere && !wasRead(row)),
    );
    for (const row of page.rows) {
      const isKnown = wasRead(row);
      walk?.note(row);
      if (isKnown || (only !== null && row.posId !== only)) continue;
      read.found = true;
      takeRow(context, writer, row, hasErased);
    }
    await writer.drain();
    if (page.last) {
      read.complete = page.complete;
      if (!page.complete) context.tally.skip('incomplete_walk');
      continue;
    }
    yield {
      ...positionBehind(page),
      seen: read.seen,
      found: read.found,
      // Made only where a delivery ends here.
      get walk() {
        return walk?.cursor();
      },
      ...(again && { again }),
    };
  }
  return read;
}

/** Measures rows, and keeps them from being written where they would empty fields in bulk. @throws PermanentError `pos_fields_missing` */
async function assertPlausible(
  context: StageContext,
  writer: RecordWriter<CustomerEntry>,
  rows: readonly ParsedRow<PosCustomer>[],
): Promise<void> {
  const records = rows.flatMap(({ record }) => record ?? []);
  context.measured.records('customers', CUSTOMER_FIELDS, records);
  const candidates = records.map((record) => {
    const entry = writer.index.entry(record.posCustomerId);
    const storedHash = entry?.erasedAt === null ? entry.hash : undefined;
    return { record, storedHash, document: () => documentOf(context, writer, record) };
  });
  await assertNothingLost(context, 'customers', CUSTOMER_FIELDS, candidates);
}

/** @param hasErased Whether a row can carry what was erased of somebody. */
function takeRow(
  context: StageContext,
  writer: RecordWriter<CustomerEntry>,
  row: ParsedRow<PosCustomer>,
  hasErased: boolean,
): void {
  if (row.elsewhere) {
    context.tally.skip('other_location');
    return;
  }
  const erasedAt = row.posId === null ? null : (writer.index.entry(row.posId)?.erasedAt ?? null);
  if (row.posId !== null && erasedAt !== null) {
    putErased(context, writer, row.posId, erasedAt);
    return;
  }
  const kept = keptOfCustomerRow(row, hasErased);
  acceptRow(writer, row, (customer) => putCustomer(context, writer, customer), kept);
}

function putCustomer(
  context: StageContext,
  writer: RecordWriter<CustomerEntry>,
  customer: PosCustomer,
): string | null {
  const { posCustomerId, email } = customer;
  const entry = (hash: string): CustomerEntry => ({ hash, email, erasedAt: null, goneSince: null });
  return writer.put(posCustomerId, entry, documentOf(context, writer, customer));
}

function documentOf(
  { tenant, run, database }: StageContext,
  writer: RecordWriter<CustomerEntry>,
  customer: PosCustomer,
): SharedDocument {
  const { posCustomerId } = customer;
  return {
    kind: 'shared',
    reference: customerReference(database, tenant.orgId, alleavesDocumentId(posCustomerId)),
    fields: customerFields(tenant.orgId, customer),
    initial: initialCustomerState(run.startedAt),
    ...whenBack(writer, posCustomerId, run.startedAt),
    // Its orders are known already, so no trigger will tell: refreshDueSegments recomputes its segment.
    afterDeletion: { segmentDueAt: run.startedAt },
  };
}

/** What else changes where the POS has a customer again. */
function whenBack(writer: RecordWriter<CustomerEntry>, posCustomerId: string, now: Date) {
  const isBack = (writer.index.storedEntry(posCustomerId)?.goneSince ?? null) !== null;
  return isBack ? { alsoUpdated: returnedState(now) } : {};
}

/** Whatever the POS says of an erased customer, the record is the same; it is written only if somebody has changed it. */
function putErased(
  { tenant, run, database }: StageContext,
  writer: RecordWriter<CustomerEntry>,
  posCustomerId: string,
  erasedAt: number,
): void {
  writer.put(posCustomerId, (hash) => ({ hash, email: null, erasedAt, goneSince: null }), {
    kind: 'shared',
    reference: customerReference(database, tenant.orgId, alleavesDocumentId(posCustomerId)),
    fields: erasedCustomerFields(tenant.orgId, posCustomerId),
    initial: { ...initialCustomerState(run.startedAt), erasedAt: new Date(erasedAt) },
    ...whenBack(writer, posCustomerId, run.startedAt),
    afterDeletion: { segmentDueAt: run.startedAt },
  });
}
