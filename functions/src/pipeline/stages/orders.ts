import { z } from 'zod';
import { alleavesDocumentId } from '../../domain/documentId';
import { type CustomerMatch, CustomerMatcher, matchOrder } from '../../domain/matching';
import { orderFields } from '../../domain/order';
import type { ParsedRow, PosOrder } from '../../domain/pos';
import { splitWindow } from '../../domain/window';
import { customersStream, type OrderEntry, ordersStream } from '../../firestore/packedIndex/streams';
import { paths } from '../../firestore/paths';
import { quarantineKey } from '../../firestore/quarantine';
import { erasedCustomers, mayKeepOrderRow } from '../erasedCustomers';
import { rebuildCursor, rebuildIfNeeded } from '../rebuild';
import type { RecordWriter } from '../recordWriter';
import { defineStage, type StageContext } from '../stage';
import { storedOrders } from '../storedRecords';

const cursor = z.union([
  rebuildCursor,
  /** The part of the window that is being read, by its first day, and the page in it. */
  z.object({ from: z.iso.date(), page: z.int().min(1) }),
]);

/** Days of a backfill that are read at a time: the POS answers the more slowly the longer a window is. */
const BACKFILL_DAYS = 90;

/**
 * Brings the window's orders into `orders` (seed, step 3), each matched to its customer. Orders are never deleted. A long
 * window (a first run with `historyStart`, a backfill) is read in parts, oldest first.
 */
export const ordersStage = defineStage({
  name: 'orders',
  cursor,

  async *work(context, from) {
    const { tenant, run, tally } = context;
    const customers = await loadCustomers(context);
    const writer = context.openWriter(ordersStream);
    const keysOf = (posCustomerId: string) => orderKeys(context, posCustomerId);
    yield* rebuildIfNeeded(context, writer, storedOrders(tenant.orgId), from, keysOf);

    const start = from !== undefined && 'page' in from ? from : { from: run.window.from, page: 1 };
    const days = run.scope?.kind === 'window' ? BACKFILL_DAYS : tenant.lookbackDays + 1;
    for (const part of splitWindow({ ...run.window, from: start.from }, days)) {
      const firstPage = part.from === start.from ? start.page : 1;
      for await (const page of context.pos.orders(part, { page: firstPage })) {
        tally.pages += 1;
        await writer.index.loadFor(page.rows.map(quarantineKey));
        for (const row of page.rows) takeRow(context, writer, customers, row);
        await writer.drain();
        if (!page.last) yield { from: part.from, page: page.page + 1 };
      }
    }
  },
});

interface Customers {
  matcher: CustomerMatcher;
  erased: ReadonlySet<string>;
}

async function loadCustomers(context: StageContext): Promise<Customers> {
  const index = context.readIndex(customersStream);
  await index.loadAll();
  const matcher = new CustomerMatcher(
    (function* () {
      for (const [posCustomerId, { email }] of index.entries()) yield { posCustomerId, email };
    })(),
  );
  return { matcher, erased: erasedCustomers(index) };
}

/** The orders that are stored with a customer. One read a shard. */
async function orderKeys(context: StageContext, posCustomerId: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const entries of context.readIndex(ordersStream).streamEntries()) {
    for (const [key, entry] of entries) if (entry.posCustomerId === posCustomerId) keys.push(key);
  }
  return keys;
}

function takeRow(
  context: StageContext,
  writer: RecordWriter<OrderEntry>,
  { matcher, erased }: Customers,
  row: ParsedRow<PosOrder>,
): void {
  const stored = storedMatch(writer, row.posId);
  const match = row.record && matchOrder(matcher, row.record, stored, erased);
  const owner = match?.posCustomerId ?? stored?.posCustomerId ?? null;
  const { scope } = context.run;
  const isOwn = (id: string) => id === owner || id === stored?.posCustomerId;
  if (scope?.kind === 'customer' && !isOwn(scope.posCustomerId)) return;

  const putOrder = (order: PosOrder): void => {
    if (match === null) context.tally.skip('no_match');
    else put(context, writer, erased.has(match.posCustomerId) ? { ...order, email: null } : order, match);
  };
  writer.accept(row, putOrder, mayKeepOrderRow(row, owner, erased));
}

function storedMatch(writer: RecordWriter<OrderEntry>, posOrderId: string | null): CustomerMatch | undefined {
  const entry = posOrderId === null ? undefined : writer.index.entry(posOrderId);
  return entry && { posCustomerId: entry.posCustomerId, matchedBy: entry.matchedBy };
}

function put(
  { tenant, database }: StageContext,
  writer: RecordWriter<OrderEntry>,
  order: PosOrder,
  match: CustomerMatch,
): void {
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
