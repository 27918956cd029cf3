import { z } from 'zod';
import { customerFields, initialCustomerState } from '../../domain/customer';
import { alleavesDocumentId } from '../../domain/documentId';
import { erasedCustomerFields } from '../../domain/erasure';
import type { ParsedRow, PosCustomer } from '../../domain/pos';
import { type CustomerEntry, customersStream } from '../../firestore/packedIndex/streams';
import { paths } from '../../firestore/paths';
import { PermanentError } from '../../platform/errors';
import { erasedCustomers } from '../erasedCustomers';
import { rebuildCursor, rebuildIfNeeded } from '../rebuild';
import type { RecordWriter } from '../recordWriter';
import { defineStage, type StageContext } from '../stage';
import { storedCustomers } from '../storedRecords';

const cursor = z.union([
  rebuildCursor,
  /** `found`: whether the one customer that the run is for has been among the pages before. */
  z.object({ page: z.int().min(1), seen: z.int().min(0), found: z.boolean().optional() }),
]);

/**
 * Brings the POS's customers into `customers` (seed, step 2). The index it keeps is the seed's `emailToIdMap` and
 * `alleavesIdToCustomerIdMap`. Customers are keyed by POS id, never by email, and never deleted; erased ones stay erased.
 */
export const customersStage = defineStage({
  name: 'customers',
  cursor,

  async *work(context, from) {
    const { orgId } = context.tenant;
    const writer = context.openWriter(customersStream);
    await writer.index.loadAll();
    const own = (posCustomerId: string) => Promise.resolve([posCustomerId]);
    yield* rebuildIfNeeded(context, writer, storedCustomers(orgId), from, own);

    const { scope } = context.run;
    const only = scope?.kind === 'customer' ? scope.posCustomerId : null;
    const namesErased = erasedCustomers(writer.index).size > 0;
    const start = from !== undefined && 'page' in from ? from : { page: 1, seen: 0 };
    let { seen, found = false } = start;
    for await (const page of context.pos.customers({ page: start.page })) {
      context.tally.pages += 1;
      seen += page.rows.length;
      for (const row of page.rows) {
        if (only !== null && row.posId !== only) continue;
        found = true;
        takeRow(context, writer, row, namesErased);
      }
      await writer.drain();
      if (!page.last) yield { page: page.page + 1, seen, found };
    }

    if (seen === 0 && writer.index.size > 0) {
      throw new PermanentError(
        'pos_customers_empty',
        `The POS returned no customers although ${writer.index.size} are known: check the location id and the POS account.`,
      );
    }
    if (only !== null && !found) context.tally.skip('not_at_pos');
    context.totals.customerCount = writer.index.size;
  },
});

/** @param namesErased Whether a row without an id can be that of an erased customer. */
function takeRow(
  context: StageContext,
  writer: RecordWriter<CustomerEntry>,
  row: ParsedRow<PosCustomer>,
  namesErased: boolean,
): void {
  const erasedAt = row.posId === null ? null : (writer.index.entry(row.posId)?.erasedAt ?? null);
  if (row.posId !== null && erasedAt !== null) {
    putErased(context, writer, row.posId, erasedAt);
    return;
  }
  const keepPayload = row.posId !== null || !namesErased;
  writer.accept(row, (customer) => putCustomer(context, writer, customer), keepPayload);
}

function putCustomer(
  { tenant, run, database }: StageContext,
  writer: RecordWriter<CustomerEntry>,
  customer: PosCustomer,
): void {
  const { posCustomerId, email } = customer;
  writer.put(posCustomerId, (hash) => ({ hash, email, erasedAt: null }), {
    kind: 'shared',
    reference: database.document(`${paths.customers(tenant.orgId)}/${alleavesDocumentId(posCustomerId)}`),
    fields: customerFields(tenant.orgId, customer),
    initial: initialCustomerState(run.startedAt),
    // Its orders are known already, so no trigger will tell: refreshDueSegments computes its segment anew.
    afterDeletion: { segmentDueAt: run.startedAt },
  });
}

/** Whatever the POS says of an erased customer, the record is the same; it is written only where somebody has changed it. */
function putErased(
  { tenant, run, database }: StageContext,
  writer: RecordWriter<CustomerEntry>,
  posCustomerId: string,
  erasedAt: number,
): void {
  writer.put(posCustomerId, (hash) => ({ hash, email: null, erasedAt }), {
    kind: 'shared',
    reference: database.document(`${paths.customers(tenant.orgId)}/${alleavesDocumentId(posCustomerId)}`),
    fields: erasedCustomerFields(tenant.orgId, posCustomerId),
    initial: { ...initialCustomerState(run.startedAt), erasedAt: new Date(erasedAt) },
    afterDeletion: { segmentDueAt: run.startedAt },
  });
}
