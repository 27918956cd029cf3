import { z } from 'zod';
import { ORDER_FIELDS } from '../../rules/answers/fillRates';
import { alleavesDocumentId } from '../../rules/identity/documentId';
import { withoutContacts } from '../../rules/identity/contacts';
import { type CustomerMatch, CustomerMatcher, matchOrder } from '../../rules/identity/matching';
import type { ParsedRow, PosOrder } from '../../rules/pos';
import { addDays, calendarDate } from '../../rules/time/time';
import { splitWindow, type SyncWindow } from '../../rules/time/window';
import { customersStream, type OrderEntry, ordersStream } from '../../packedIndex/streams';
import { lineWithoutContacts, orderFields } from '../../documents/order';
import { paths } from '../../documents/paths';
import { isRecent, RECENT_DAYS } from '../../documents/runScope';
import { acceptRow } from '../records/acceptRow';
import { quarantineKey } from '../records/quarantinedRow';
import { type Erased, erasedCustomers, keptOfOrderRow } from '../records/erasedCustomers';
import { rebuildCursor, rebuildIfNeeded } from '../records/rebuild';
import { joinPages } from '../records/joinPages';
import { positionBehind, walkPosition } from '../records/walkPosition';
import { assertNothingLost, rowsToHold } from '../records/lossBrake';
import type { RecordWriter } from '../records/recordWriter';
import { defineStage, type StageContext } from './stage';
import { storedOrders } from '../records/storedRecords';

const cursor = z.union([
  rebuildCursor,
  /** The part of the window that is being read, by its first day, and the page in it. */
  walkPosition.extend({ from: z.iso.date() }),
]);

/**
 * Brings the window's orders into `orders` (seed, step 3), each matched to its customer. Orders are never deleted. A long
 * window (a first run with `historyStart`, a backfill) is read in parts, oldest first.
 */
export const ordersStage = defineStage({
  name: 'orders',
  cursor,

  async *work(context, from) {
    const { tenant, run, tally, limits, pos } = context;
    pos.beginLogin();
    // Such a run goes on to the menu, most often in the same delivery.
    if (isRecent(run.options)) pos.beginInventory(context.baseline?.inventoryRows);
    const customers = await loadCustomers(context);
    const writer = context.openWriter(ordersStream);
    const keysOf = (posCustomerId: string) => orderKeys(context, posCustomerId);
    yield* rebuildIfNeeded(context, writer, storedOrders(tenant.orgId), from, keysOf);

    const start = from !== undefined && 'page' in from ? from : { from: run.window.from, page: 1 };
    const days = run.options.scope?.kind === 'window' ? limits.window.backfillDays : tenant.lookbackDays + 1;
    const parts = splitWindow({ ...run.window, from: start.from }, days);
    const isWhole = parts.length === 1 && start.from === run.window.from;
    const expectedRows = isWhole ? expectedOrders(context) : undefined;
    for (const part of parts) {
      const walk = pos.orders(part, part.from === start.from ? { ...start, expectedRows } : {});
      for await (const page of joinPages(walk, rowsToHold(context, 'orders'))) {
        tally.pages += page.pages;
        await writer.index.loadFor(page.rows.map(quarantineKey));
        await assertPlausible(context, writer, customers, page.rows);
        for (const row of page.rows) takeRow(context, writer, customers, row, part);
        await writer.drain();
        if (!page.last) yield { from: part.from, ...positionBehind(page) };
        else if (!page.complete) {
          tally.skip('incomplete_walk');
          revisit(context, part.from);
        }
      }
    }
  },
});

/** About how many orders the window has, by those of the days that every full sync reads; undefined where these say nothing about it. */
function expectedOrders({ baseline, run, tenant }: StageContext): number | undefined {
  const { records } = baseline?.orders ?? {};
  if (run.options.scope === null || records === undefined) return records;
  return isRecent(run.options) ? (records * RECENT_DAYS) / (tenant.lookbackDays + 1) : undefined;
}

/** Measures rows, and keeps them from being written where they would empty fields in bulk. @throws PermanentError `pos_fields_missing` */
async function assertPlausible(
  context: StageContext,
  writer: RecordWriter<OrderEntry>,
  { matcher, erased }: Customers,
  rows: readonly ParsedRow<PosOrder>[],
): Promise<void> {
  const { measured, tenant, run, limits } = context;
  const orders = rows.flatMap(({ record, elsewhere }) => (record === null || elsewhere ? [] : record));
  measured.orders(orders, tenant, run.startedAt, limits.brake);
  const candidates = orders.map((record) => {
    const stored = storedMatch(writer, record.posOrderId);
    const isErased = stored !== undefined && erased.ids.has(stored.posCustomerId);
    const match = () => matchOrder(matcher, record, stored, erased.ids);
    return {
      record,
      storedHash: isErased ? undefined : writer.index.entry(record.posOrderId)?.hash,
      document: () => {
        const matched = match();
        return matched && documentOf(context, record, matched);
      },
    };
  });
  await assertNothingLost(context, 'orders', ORDER_FIELDS, candidates);
}

interface Customers {
  matcher: CustomerMatcher;
  erased: Erased;
}

async function loadCustomers(context: StageContext): Promise<Customers> {
  const index = context.readIndex(customersStream);
  await index.loadAll();
  const matcher = new CustomerMatcher(
    (function* () {
      for (const [posCustomerId, { email, goneSince }] of index.entries()) {
        yield { posCustomerId, email, isGone: goneSince !== null };
      }
    })(),
  );
  return { matcher, erased: erasedCustomers(index, context.hasErasedManual) };
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
  part: SyncWindow,
): void {
  if (row.elsewhere) {
    context.tally.skip('other_location');
    return;
  }
  const stored = storedMatch(writer, row.posId);
  const match = row.record && matchOrder(matcher, row.record, stored, erased.ids);
  const owner = match?.posCustomerId ?? stored?.posCustomerId ?? null;
  const { scope } = context.run.options;
  const isOwn = (id: string) => id === owner || id === stored?.posCustomerId;
  if (scope?.kind === 'customer' && !isOwn(scope.posCustomerId)) return;
  const unknownStatus = row.record?.unknownStatus ?? null;
  if (unknownStatus !== null && row.repeated !== true) context.tally.noteUnknownStatus(unknownStatus);

  const putOrder = (order: PosOrder): string | null => {
    if (match !== null) return put(context, writer, withoutErased(order, match, { matcher, erased }), match);
    context.tally.skip('no_match');
    if (order.posCustomerId !== null || order.email !== null) {
      const day = calendarDate(order.orderDate, context.tenant.timeZone);
      revisit(context, day < part.from ? part.from : day);
    }
    return null;
  };
  acceptRow(writer, row, putOrder, keptOfOrderRow(row, owner, erased));
}

/**
 * An order without what can be an erased customer's: their own without an address, others' without one that no customer has, and all
 * without contact details where products are named.
 */
function withoutErased(order: PosOrder, match: CustomerMatch, { matcher, erased }: Customers): PosOrder {
  if (!erased.any) return order;
  const isKnown = order.email !== null && matcher.customersWithEmail(order.email).length > 0;
  const email = isKnown && !erased.ids.has(match.posCustomerId) ? order.email : null;
  const { posCustomerId } = order;
  // An id that nobody has can be anything that was entered in its place.
  const isId =
    posCustomerId !== null &&
    (matcher.has(posCustomerId) ||
      /^\d+$/.test(posCustomerId) ||
      withoutContacts(posCustomerId) === posCustomerId);
  const items = order.items.map((item) => ({ ...item, ...lineWithoutContacts(item) }));
  return { ...order, email, posCustomerId: isId ? posCustomerId : null, items };
}

/**
 * Has the next sync read a day once more, if its own window may not reach it: somebody named by an order may have slipped past the
 * walk over the customers, which this sync can't tell from one who is gone for good (decision 18).
 */
function revisit({ tenant, run, totals, firstReadFrom }: StageContext, day: string): void {
  const today = calendarDate(run.startedAt, tenant.timeZone);
  // A day of grace: the next sync may begin after midnight.
  const isReachedAnyway = day > addDays(today, 1 - tenant.lookbackDays);
  if (day < firstReadFrom || isReachedAnyway) return;
  if (totals.revisitFrom === undefined || day < totals.revisitFrom) totals.revisitFrom = day;
}

function storedMatch(writer: RecordWriter<OrderEntry>, posOrderId: string | null): CustomerMatch | undefined {
  const entry = posOrderId === null ? undefined : writer.index.entry(posOrderId);
  return entry && { posCustomerId: entry.posCustomerId, matchedBy: entry.matchedBy };
}

function put(
  context: StageContext,
  writer: RecordWriter<OrderEntry>,
  order: PosOrder,
  match: CustomerMatch,
): string | null {
  const { posCustomerId, matchedBy } = match;
  const document = documentOf(context, order, match);
  const entry = {
    posCustomerId,
    matchedBy,
    cents: order.totalCents,
    orderedAt: order.orderDate.getTime(),
    counts: document.fields.counts,
  };
  return writer.put(order.posOrderId, (hash) => ({ hash, ...entry }), document);
}

function documentOf({ tenant, database }: StageContext, order: PosOrder, match: CustomerMatch) {
  const id = alleavesDocumentId(order.posOrderId);
  return {
    kind: 'whole' as const,
    reference: database.document(`${paths.orders(tenant.orgId)}/${id}`),
    fields: orderFields(tenant.orgId, order, match),
  };
}
