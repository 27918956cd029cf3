import { z } from 'zod';
import { customerFields, initialCustomerState } from '../../domain/customer';
import { alleavesDocumentId } from '../../domain/documentId';
import type { PosCustomer } from '../../domain/pos';
import { type CustomerEntry, customersStream } from '../../firestore/packedIndex/streams';
import { paths } from '../../firestore/paths';
import { PermanentError } from '../../platform/errors';
import { rebuildIfFull } from '../rebuild';
import type { RecordWriter } from '../recordWriter';
import { defineStage, type StageContext } from '../stage';
import { storedCustomers } from '../storedRecords';

const cursor = z.union([
  z.object({ rebuiltTo: z.string() }),
  z.object({ page: z.int().min(1), seen: z.int().min(0) }),
]);

/**
 * Brings the POS's customers into `customers` (seed, step 2). The index it keeps is the seed's `emailToIdMap` and
 * `alleavesIdToCustomerIdMap`. Customers are keyed by POS id, never by email, and never deleted.
 */
export const customersStage = defineStage({
  name: 'customers',
  cursor,

  async *work(context, from) {
    const writer = context.openWriter(customersStream);
    await writer.index.loadAll();

    for await (const rebuiltTo of rebuildIfFull(
      context,
      writer,
      storedCustomers(context.tenant.orgId),
      from,
    )) {
      yield { rebuiltTo };
    }

    const start = from !== undefined && 'page' in from ? from : { page: 1, seen: 0 };
    let { seen } = start;
    for await (const page of context.pos.customers({ page: start.page })) {
      context.tally.pages += 1;
      seen += page.rows.length;
      for (const row of page.rows) {
        writer.accept(row, (customer) => putCustomer(context, writer, customer));
      }
      await writer.drain();
      if (!page.last) yield { page: page.page + 1, seen };
    }

    if (seen === 0 && writer.index.size > 0) {
      throw new PermanentError(
        'pos_customers_empty',
        `The POS returned no customers although ${writer.index.size} are known: check the location id and the POS account.`,
      );
    }
    context.totals.customerCount = writer.index.size;
  },
});

function putCustomer(
  { tenant, run, database }: StageContext,
  writer: RecordWriter<CustomerEntry>,
  customer: PosCustomer,
): void {
  const { posCustomerId, email } = customer;
  writer.put(posCustomerId, (hash) => ({ hash, email }), {
    kind: 'shared',
    reference: database.document(`${paths.customers(tenant.orgId)}/${alleavesDocumentId(posCustomerId)}`),
    fields: customerFields(tenant.orgId, customer),
    initial: initialCustomerState(run.startedAt),
    // Its orders are known already, so no trigger will tell: refreshDueSegments computes its segment anew.
    afterDeletion: { segmentDueAt: run.startedAt },
  });
}
