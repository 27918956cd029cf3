import { FieldPath } from 'firebase-admin/firestore';
import pLimit from 'p-limit';
import { z } from 'zod';
import { posIdOf } from '../../domain/documentId';
import { fingerprint } from '../../domain/fingerprint';
import { calculateSegment, emptySegmentCounts } from '../../domain/segment';
import {
  addOrder,
  emptyTotals,
  spendingByKey,
  spendingFields,
  type SpendingTotals,
} from '../../domain/spending';
import { centsToDollars } from '../../domain/money';
import { customerSpendingKey, emailSpendingKey } from '../../domain/spendingKey';
import { customersStream, ordersStream, spendingStream } from '../../firestore/packedIndex/streams';
import type { PackedIndex } from '../../firestore/packedIndex/packedIndex';
import type { CustomerEntry, OrderEntry } from '../../firestore/packedIndex/streams';
import { paths } from '../../firestore/paths';
import { defineStage, type StageContext } from '../stage';
import { rebuildCursor, rebuildIfNeeded, storedHash } from '../rebuild';
import { storedSpending } from '../storedRecords';

const REPAIRS_IN_FLIGHT = 16;

/** How many documents are compared between two looks at the time. */
const KEYS_A_PAGE = 400;

/** Customers whose derived fields are looked at between two places to go on from. */
const CUSTOMERS_A_PAGE = 500;

const cursor = z.union([
  rebuildCursor,
  /** Everything is recomputed on each delivery, so there is no place to remember: what is written differs no more. */
  z.object({ rebuilt: z.literal(true) }),
  /** Everything is written; the last customer document whose derived fields are as they should be. */
  z.object({ repairedTo: z.string() }),
]);

/**
 * Computes what every customer has spent, from all stored orders and never from the window alone (seed, step 4), and
 * writes what differs under both keys. Keys that no longer stand for anything are removed.
 */
export const spendingStage = defineStage({
  name: 'spending',
  cursor,

  async *work(context, from) {
    const { tenant, database, tally } = context;
    const writer = context.openWriter(spendingStream);
    await writer.index.loadAll();
    const customers = context.readIndex(customersStream);
    await customers.loadAll();
    const keysOf = (posCustomerId: string) => Promise.resolve(spendingKeys(customers, posCustomerId));
    yield* rebuildIfNeeded(context, writer, storedSpending(tenant.orgId), from, keysOf);

    const totals = await totalsByCustomer(context, context.readIndex(ordersStream));
    countSegments(context, customers, totals);
    if (from !== undefined && 'repairedTo' in from) {
      yield* repairDerivedFields(context, totals, from.repairedTo);
      return;
    }

    const reference = (key: string) => database.document(`${paths.spending(tenant.orgId)}/${key}`);

    const current = new Set<string>();
    const unchangedBefore = tally.unchanged;
    let changedAtLastYield = 0;
    for (const { key, fields } of spendingByKey(tenant.orgId, owners(customers), totals)) {
      current.add(key);
      writer.put(key, (hash) => ({ hash }), { kind: 'whole', reference: reference(key), fields });
      if (current.size % KEYS_A_PAGE > 0) continue;
      tally.pages += 1;
      await writer.drain();
      // Only where something was written: a continuation begins anew, and must come further than the one before it.
      const changed = current.size - (tally.unchanged - unchangedBefore);
      if (changed === changedAtLastYield) continue;
      changedAtLastYield = changed;
      yield { rebuilt: true as const };
    }
    for (const [key] of writer.index.entries()) {
      if (!current.has(key)) writer.remove(key, reference(key));
    }
    const { mode, scope, dryRun } = context.run;
    const isForOne = scope?.kind === 'customer';
    if (dryRun || (mode !== 'full' && !isForOne)) return;
    await writer.flush();
    if (isForOne) await context.recomputeCustomer(scope.posCustomerId);
    else yield* repairDerivedFields(context, totals, undefined);
  },
});

async function totalsByCustomer(
  { totals }: StageContext,
  orders: PackedIndex<OrderEntry>,
): Promise<Map<string, SpendingTotals>> {
  const byCustomer = new Map<string, SpendingTotals>();
  let orderCount = 0;
  for await (const entries of orders.streamEntries()) {
    orderCount += entries.size;
    for (const { posCustomerId, counts, cents, orderedAt } of entries.values()) {
      if (!counts) continue;
      let own = byCustomer.get(posCustomerId);
      if (own === undefined) byCustomer.set(posCustomerId, (own = emptyTotals()));
      addOrder(own, { cents, orderedAt });
    }
  }
  totals.orderCount = orderCount;
  return byCustomer;
}

/** The segments as they are by the rules at the run's start; `recomputeSegment` and `refreshDueSegments` write them. */
function countSegments(
  { run, totals }: StageContext,
  customers: PackedIndex<CustomerEntry>,
  spent: ReadonlyMap<string, SpendingTotals>,
): void {
  const counts = emptySegmentCounts();
  for (const [posCustomerId] of customers.entries()) {
    const { cents, orderCount, lastOrderAt } = spent.get(posCustomerId) ?? emptyTotals();
    const lastOrderDate = lastOrderAt === null ? null : new Date(lastOrderAt);
    const input = { orderCount, totalSpent: centsToDollars(cents), lastOrderDate };
    counts[calculateSegment(input, run.startedAt).segment] += 1;
  }
  totals.segmentCounts = counts;
}

/**
 * In mode `full`: customers whose derived fields are not what follows from their orders (edited by hand, or restored after
 * they were deleted) are recomputed; their spending documents are as they were, so no trigger does it. One read a customer.
 */
async function* repairDerivedFields(
  context: StageContext,
  totals: ReadonlyMap<string, SpendingTotals>,
  after: string | undefined,
): AsyncGenerator<{ repairedTo: string }, void> {
  const { database, tenant, run } = context;
  const limit = pLimit(REPAIRS_IN_FLIGHT);
  const pages = database
    .collection(paths.customers(tenant.orgId))
    .select(...DERIVED_FIELDS)
    .orderBy(FieldPath.documentId())
    .limit(CUSTOMERS_A_PAGE);
  for (let last = after; ;) {
    const { docs } = await database.query(last === undefined ? pages : pages.startAfter(last));
    const differing = docs.flatMap((snapshot) => {
      const posCustomerId = posIdOf(snapshot.id);
      if (posCustomerId === undefined) return [];
      const expected = derivedFields(totals.get(posCustomerId) ?? emptyTotals(), run.startedAt);
      return storedHash(snapshot.data(), DERIVED_FIELDS) === fingerprint(expected) ? [] : posCustomerId;
    });
    await Promise.all(
      differing.map((posCustomerId) => limit(() => context.recomputeCustomer(posCustomerId))),
    );
    last = docs.at(-1)?.id;
    if (last === undefined || docs.length < CUSTOMERS_A_PAGE) return;
    yield { repairedTo: last };
  }
}

const DERIVED_FIELDS = [
  'segment',
  'segmentReason',
  'segmentDueAt',
  'orderCount',
  'totalSpent',
  'avgOrderValue',
  'firstOrderDate',
  'lastOrderDate',
];

/** A customer's derived fields as they follow from its orders, but `segmentedAt`, which is history. */
function derivedFields(totals: SpendingTotals, now: Date) {
  const { totalSpent, orderCount, avgOrderValue, firstOrderDate, lastOrderDate } = spendingFields(
    '',
    { customerIds: [] },
    totals,
  );
  const { segment, reason, dueAt } = calculateSegment({ orderCount, totalSpent, lastOrderDate }, now);
  const spent = { orderCount, totalSpent, avgOrderValue, firstOrderDate, lastOrderDate };
  return { segment, segmentReason: reason, segmentDueAt: dueAt, ...spent };
}

/** The keys under which a customer's spending stands. */
function spendingKeys(customers: PackedIndex<CustomerEntry>, posCustomerId: string): string[] {
  const email = customers.entry(posCustomerId)?.email ?? null;
  return [customerSpendingKey(posCustomerId), ...(email === null ? [] : [emailSpendingKey(email)])];
}

function* owners(customers: PackedIndex<CustomerEntry>) {
  for (const [posCustomerId, { email }] of customers.entries()) yield { posCustomerId, email };
}
