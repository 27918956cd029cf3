import { z } from 'zod';
import { alleavesDocumentId } from '../domain/documentId';
import { calculateSegment } from '../domain/segment';
import { customerSpendingKey, parseSpendingKey } from '../domain/spendingKey';
import { Database } from '../firestore/database';
import { paths } from '../firestore/paths';
import { storedDate } from '../firestore/timestamp';
import type { Context } from '../platform/context';
import { PermanentError, TransientError } from '../platform/errors';
import { classify } from './failure';
import { logs } from './logs';

const nullableDate = storedDate.nullable();

const storedSpending = z.object({
  totalSpent: z.number(),
  orderCount: z.int(),
  avgOrderValue: z.number(),
  firstOrderDate: nullableDate,
  lastOrderDate: nullableDate,
});

/** The derived fields of a customer as stored; those of an older release, or edited by hand, read as undefined. */
const storedDerived = z.object({
  segment: z.string().optional().catch(undefined),
  segmentReason: z.string().optional().catch(undefined),
  segmentedAt: storedDate.optional().catch(undefined),
  segmentDueAt: nullableDate.optional().catch(undefined),
  orderCount: z.number().optional().catch(undefined),
  totalSpent: z.number().optional().catch(undefined),
  avgOrderValue: z.number().optional().catch(undefined),
  firstOrderDate: nullableDate.optional().catch(undefined),
  lastOrderDate: nullableDate.optional().catch(undefined),
});

const NO_SPENDING: z.infer<typeof storedSpending> = {
  totalSpent: 0,
  orderCount: 0,
  avgOrderValue: 0,
  firstOrderDate: null,
  lastOrderDate: null,
};

/**
 * Recomputes the segment of the customer whose spending document changed. The event is a hint: it can be late, repeated or
 * out of order, so what is stored now decides. Only `cid_` documents matter: every customer with spending has one, and
 * an address can belong to several.
 * @throws TransientError when the event should be delivered again. What would fail every time is logged and done with.
 */
export async function recomputeSegmentOf(
  context: Context,
  event: { orgId: string; spendingKey: string },
): Promise<void> {
  const key = parseSpendingKey(event.spendingKey);
  if (key.kind === 'email') return;
  try {
    await recomputeCustomer(context, new Database(context.firestore), event.orgId, key.posCustomerId);
  } catch (error) {
    const failure = classify(error);
    if (failure instanceof TransientError) throw failure;
    logs.segmentFailed(context.log, { orgId: event.orgId }, failure);
  }
}

/**
 * Reads a customer and its spending in one transaction and writes the derived fields if any differs. Two reads, at most
 * one write. Returns whether it wrote.
 */
export async function recomputeCustomer(
  context: Pick<Context, 'clock' | 'log'>,
  database: Database,
  orgId: string,
  posCustomerId: string,
): Promise<boolean> {
  const customerId = alleavesDocumentId(posCustomerId);
  const customerReference = database.document(`${paths.customers(orgId)}/${customerId}`);
  const spendingReference = database.document(
    `${paths.spending(orgId)}/${customerSpendingKey(posCustomerId)}`,
  );
  try {
    return await database.transaction(async (transaction) => {
      const [customer, spending] = await transaction.getAll([customerReference, spendingReference]);
      if (!customer?.exists) {
        // The sync writes a customer before its spending; one deleted by hand comes back with a full sync.
        logs.segmentSkipped(context.log, { orgId, because: 'no_customer' });
        return false;
      }
      const stored = storedDerived.parse(customer.data());
      const totals = spending?.exists ? storedSpending.parse(spending.data()) : NO_SPENDING;
      const now = context.clock.now();
      const { segment, reason, dueAt } = calculateSegment(totals, now);
      const derived = {
        segment,
        segmentReason: reason,
        segmentedAt: stored.segment === segment ? (stored.segmentedAt ?? now) : now,
        segmentDueAt: dueAt,
        ...totals,
      };
      if (isSame(stored, derived)) return false;
      transaction.update(customerReference, derived);
      if (stored.segment !== segment) {
        const from = stored.segment ?? 'none';
        logs.segmentRecomputed(context.log, { orgId, customerId, from, to: segment });
      }
      return true;
    });
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    throw new PermanentError(
      'spending_malformed',
      `A spending document of tenant '${orgId}' is malformed: run a sync with mode 'full' to write it anew.`,
      { cause: error },
    );
  }
}

function isSame(stored: Record<string, unknown>, derived: Record<string, unknown>): boolean {
  return Object.entries(derived).every(([field, value]) => {
    const before = stored[field];
    return value instanceof Date && before instanceof Date
      ? value.getTime() === before.getTime()
      : value === before;
  });
}
