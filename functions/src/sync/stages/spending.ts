import { FieldPath } from 'firebase-admin/firestore';
import pLimit from 'p-limit';
import { z } from 'zod';
import { posIdOf } from '../../rules/identity/documentId';
import { calculateSegment, emptySegmentCounts } from '../../rules/customers/segment';
import { emptyTotals, type SpendingTotals } from '../../rules/money/spending';
import { customerSpendingKey, emailSpendingKey } from '../../rules/identity/spendingKey';
import { customersStream, ordersStream, spendingStream } from '../../packedIndex/streams';
import type { PackedIndex } from '../../packedIndex/packedIndex';
import type { CustomerEntry } from '../../packedIndex/streams';
import { COMPARED_FIELDS, derivedFields } from '../../documents/customerContent';
import { parseCustomer } from '../../documents/customer';
import { figuresOf } from '../../documents/figures';
import { paths } from '../../documents/paths';
import { segmentRulesVersion } from '../../documents/segmentRules';
import { spendingByKey } from '../../documents/spending';
import { says } from '../../documents/storedHash';
import { defineStage, type StageContext } from './stage';
import { totalsByCustomer } from '../records/customerTotals';
import { rebuildCursor, rebuildIfNeeded } from '../records/rebuild';
import { storedSpending } from '../records/storedRecords';

const cursor = z.union([
  rebuildCursor,
  /** Everything is recomputed on each delivery, so there is no place to remember: what is written differs no more. */
  z.object({ rebuilt: z.literal(true) }),
  /** Everything is written; the last customer document whose derived fields are as they should be, by which version of the tenant. */
  z.object({ repairedTo: z.string(), tenantVersion: z.string().nullable().optional() }),
]);

/**
 * Computes what every customer has spent, from all stored orders and never from the window alone (seed, step 4), and
 * writes what differs under both keys. Keys that no longer stand for anything are removed.
 */
export const spendingStage = defineStage({
  name: 'spending',
  cursor,

  async *work(context, from) {
    const { tenant, database, tally, limits } = context;
    const writer = context.openWriter(spendingStream);
    const customers = context.readIndex(customersStream);
    await Promise.all([writer.index.loadAll(), customers.loadAll()]);
    const keysOf = (posCustomerId: string) => Promise.resolve(spendingKeys(customers, posCustomerId));
    yield* rebuildIfNeeded(context, writer, storedSpending(tenant.orgId), from, keysOf);

    const totals = await totalsByCustomer(context, context.readIndex(ordersStream));
    countSegments(context, customers, totals);
    if (from !== undefined && 'repairedTo' in from) {
      yield* followRules(context, totals, from);
      return;
    }

    const reference = (key: string) => database.document(`${paths.spending(tenant.orgId)}/${key}`);

    const current = new Set<string>();
    const unchangedBefore = tally.unchanged;
    let changedAtLastYield = 0;
    for (const { key, fields } of spendingByKey(tenant.orgId, owners(customers), totals)) {
      const document = { kind: 'whole', reference: reference(key), fields } as const;
      if (writer.put(key, (hash) => ({ hash }), document) !== null) {
        // Only an address that tens of thousands share has a document that Firestore can't hold. It goes, since its sum would be wrong.
        tally.skip('too_many_owners');
        continue;
      }
      current.add(key);
      if (current.size % limits.page.spendingKeys > 0) continue;
      tally.pages += 1;
      await writer.drain();
      // Only if something was written: a continuation starts over, and must come further than the one before it.
      const changed = current.size - (tally.unchanged - unchangedBefore);
      if (changed === changedAtLastYield) continue;
      changedAtLastYield = changed;
      yield { rebuilt: true as const };
    }
    for (const [key] of writer.index.entries()) {
      if (!current.has(key)) writer.remove(key, reference(key));
    }
    const { mode, scope, dryRun } = context.run.options;
    const isForOne = scope?.kind === 'customer';
    if (dryRun || (mode !== 'full' && !isForOne && (scope !== null || areRulesApplied(context)))) return;
    await writer.flush();
    if (isForOne) await context.recomputeCustomer(scope.posCustomerId);
    else yield* followRules(context, totals, undefined);
  },
});

/**
 * Whether everybody follows the tenant's segment rules. Those who were written to since its document was last changed follow what it said
 * then, so rules that came and went between two syncs count as others.
 */
function areRulesApplied({ tenant, appliedRules, appliedTenant }: StageContext): boolean {
  return (
    appliedRules === segmentRulesVersion(tenant.segmentRules) &&
    (appliedTenant === null || appliedTenant === tenant.version)
  );
}

/** Makes everybody's derived fields follow the tenant's segment rules; begins again if its document has changed on the way. */
async function* followRules(
  context: StageContext,
  totals: ReadonlyMap<string, SpendingTotals>,
  from: { repairedTo: string; tenantVersion?: string | null | undefined } | undefined,
): AsyncGenerator<{ repairedTo: string; tenantVersion: string | null }, void> {
  const { segmentRules, version: tenantVersion } = context.tenant;
  const after = from?.tenantVersion === tenantVersion ? from.repairedTo : undefined;
  for await (const repairedTo of repairDerivedFields(context, totals, after))
    yield { repairedTo, tenantVersion };
  context.totals.segmentRules = segmentRulesVersion(segmentRules);
  if (tenantVersion !== null) context.totals.tenantVersion = tenantVersion;
}

/** The segments as they are by the rules at the run's start; `recomputeSegment` and `refreshDueSegments` write them. */
function countSegments(
  { run, tenant, totals }: StageContext,
  customers: PackedIndex<CustomerEntry>,
  spent: ReadonlyMap<string, SpendingTotals>,
): void {
  const counts = emptySegmentCounts();
  for (const [posCustomerId, { goneSince }] of customers.entries()) {
    if (goneSince !== null) continue;
    const figures = figuresOf(spent.get(posCustomerId) ?? emptyTotals());
    counts[calculateSegment(figures, run.startedAt, tenant.segmentRules).segment] += 1;
  }
  totals.segmentCounts = counts;
}

/**
 * In mode `full`, and when the segment rules have changed: customers whose derived fields are not what follows from their orders
 * (edited by hand, restored after they were deleted, or of other rules) are recomputed; their spending documents are as they were,
 * so no trigger does it. One read a customer.
 *
 * @returns The last document of each page but the last.
 */
async function* repairDerivedFields(
  context: StageContext,
  totals: ReadonlyMap<string, SpendingTotals>,
  after: string | undefined,
): AsyncGenerator<string, void> {
  const { database, tenant, run, limits } = context;
  const limit = pLimit(limits.inFlight.customers);
  const pageSize = limits.page.derivedFields;
  const pages = database
    .collection(paths.customers(tenant.orgId))
    .select(...COMPARED_FIELDS)
    .orderBy(FieldPath.documentId())
    .limit(pageSize);
  for (let last = after; ;) {
    const { docs } = await database.query(last === undefined ? pages : pages.startAfter(last));
    const differing = docs.flatMap((snapshot) => {
      const posCustomerId = posIdOf(snapshot.id);
      if (posCustomerId === undefined) return [];
      const figures = figuresOf(totals.get(posCustomerId) ?? emptyTotals());
      const { goneSince } = parseCustomer(snapshot);
      const derived = derivedFields(figures, run.startedAt, goneSince !== null, tenant.segmentRules);
      return says(snapshot.data(), derived) ? [] : posCustomerId;
    });
    await Promise.all(
      differing.map((posCustomerId) => limit(() => context.recomputeCustomer(posCustomerId))),
    );
    last = docs.at(-1)?.id;
    if (last === undefined || docs.length < pageSize) return;
    yield last;
  }
}

/** The keys under which a customer's spending stands. */
function spendingKeys(customers: PackedIndex<CustomerEntry>, posCustomerId: string): string[] {
  const email = customers.entry(posCustomerId)?.email ?? null;
  return [customerSpendingKey(posCustomerId), ...(email === null ? [] : [emailSpendingKey(email)])];
}

function* owners(customers: PackedIndex<CustomerEntry>) {
  for (const [posCustomerId, { email }] of customers.entries()) yield { posCustomerId, email };
}
