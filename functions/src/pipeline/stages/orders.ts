import { z } from 'zod';
import { alleavesDocumentId } from '../../domain/documentId';
import { type CustomerMatch, CustomerMatcher } from '../../domain/matching';
import { orderFields } from '../../domain/order';
import type { PosOrder } from '../../domain/pos';
import { splitWindow } from '../../domain/window';
import { customersStream, type OrderEntry, ordersStream } from '../../firestore/packedIndex/streams';
import { paths } from '../../firestore/paths';
import { quarantineKey } from '../../firestore/quarantine';
import { rebuildIfFull } from '../rebuild';
import type { RecordWriter } from '../recordWriter';
import { defineStage, type StageContext } from '../stage';
import { storedOrders } from '../storedRecords';

const cursor = z.union([
  z.object({ rebuiltTo: z.string() }),
  /** The part of the window that is being read, by its first day, and the page in it. */
  z.object({ from: z.string(), page: z.int().min(1) }),
]);

/**
 * Brings the window's orders into `orders` (seed, step 3), each matched to its customer. Orders are never deleted. A long
 * window (a first run with `historyStart`) is read in parts of the usual length, oldest first.
 */
export const ordersStage = defineStage({
  name: 'orders',
  cursor,

  async *work(context, from) {
    const matcher = await loadMatcher(context);
    const writer = context.openWriter(ordersStream);

    for await (const rebuiltTo of rebuildIfFull(context, writer, storedOrders(context.tenant.orgId), from)) {
      yield { rebuiltTo };
    }

    const start = from !== undefined && 'page' in from ? from : { from: context.run.window.from, page: 1 };
    for (const part of splitWindow(context.run.window, context.tenant.lookbackDays + 1)) {
      if (part.from < start.from) continue;
      const firstPage = part.from === start.from ? start.page : 1;
      for await (const page of context.pos.orders(part, { page: firstPage })) {
        context.tally.pages += 1;
        await writer.index.loadFor(page.rows.map(quarantineKey));
        for (const row of page.rows) {
          writer.accept(row, (order) => putOrder(context, writer, matcher, order));
        }
        await writer.drain();
        if (!page.last) yield { from: part.from, page: page.page + 1 };
      }
    }
  },
});

async function loadMatcher(context: StageContext): Promise<CustomerMatcher> {
  const index = context.readIndex(customersStream);
  await index.loadAll();
  return new CustomerMatcher(
    (function* () {
      for (const [posCustomerId, { email }] of index.entries()) yield { posCustomerId, email };
    })(),
  );
}

function putOrder(
  { tenant, tally, database }: StageContext,
  writer: RecordWriter<OrderEntry>,
  matcher: CustomerMatcher,
  order: PosOrder,
): void {
  const match = matcher.match(order) ?? storedMatch(writer.index.entry(order.posOrderId));
  if (match === null) {
    tally.skip('no_match');
    return;
  }
  const fields = orderFields(tenant.orgId, order, match);
  const { posCustomerId, matchedBy } = match;
  const entry = {
    posCustomerId,
    matchedBy,
    cents: order.totalCents,
    orderedAt: order.orderDate.getTime(),
    counts: fields.counts,
  };
  writer.put(order.posOrderId, (hash) => ({ hash, ...entry }), {
    kind: 'whole',
    reference: database.document(`${paths.orders(tenant.orgId)}/${alleavesDocumentId(order.posOrderId)}`),
    fields,
  });
}

/**
 * A stored order that matches nobody any more (its customer's address has changed, say) stays with its customer, and its
 * other changes are still applied.
 */
function storedMatch(entry: OrderEntry | undefined): CustomerMatch | null {
  return entry === undefined ? null : { posCustomerId: entry.posCustomerId, matchedBy: entry.matchedBy };
}
