import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { z } from 'zod';
import { alleavesDocumentId } from '../domain/documentId';
import { calculateSegment, type Segment } from '../domain/segment';
import { customerSpendingKey, parseSpendingKey } from '../domain/spendingKey';
import { customerReference } from '../firestore/customers';
import { Database } from '../firestore/database';
import { parseSpending, type SpendingFigures, spendingReference } from '../firestore/spending';
import { storedDate } from '../firestore/timestamp';
import type { Context } from '../platform/context';
import { TransientError } from '../platform/errors';
import { classify } from './failure';
import { logs } from './logs';

const nullableDate = storedDate.nullable();

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

/** The fields that {@link derivedChange} compares. */
export const COMPARED_FIELDS = Object.keys(storedDerived.shape);

const NO_SPENDING: SpendingFigures = {
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
 * @throws PermanentError `spending_malformed`.
 */
export async function recomputeCustomer(
  context: Pick<Context, 'clock' | 'log'>,
  database: Database,
  orgId: string,
  posCustomerId: string,
): Promise<boolean> {
  const customerId = alleavesDocumentId(posCustomerId);
  const references = [
    customerReference(database, orgId, customerId),
    spendingReference(database, orgId, customerSpendingKey(posCustomerId)),
  ] as const;
  return database.transaction(async (transaction) => {
    const [customer, spending] = await transaction.getAll(references);
    if (!customer?.exists) {
      // The sync writes a customer before its spending; one deleted by hand comes back with a full sync.
      logs.segmentSkipped(context.log, { orgId, because: 'no_customer' });
      return false;
    }
    const change = derivedChange(orgId, customer, spending, context.clock.now());
    if (change === null) return false;
    transaction.update(references[0], { ...change.fields });
    const { from, fields } = change;
    if (from !== fields.segment)
      logs.segmentRecomputed(context.log, { orgId, customerId, from: from ?? 'none', to: fields.segment });
    return true;
  });
}

/** What has become of a customer's derived fields. */
export interface DerivedChange {
  /** The segment so far; undefined where none can be read. */
  from: string | undefined;
  fields: SpendingFigures & {
    segment: Segment;
    segmentReason: string;
    segmentedAt: Date;
    segmentDueAt: Date | null;
  };
}

/**
 * What of a customer's document no longer follows from its stored spending; null where all of it does.
 * @throws PermanentError `spending_malformed`.
 */
export function derivedChange(
  orgId: string,
  customer: DocumentSnapshot,
  spending: DocumentSnapshot | undefined,
  now: Date,
): DerivedChange | null {
  const stored = storedDerived.parse(customer.data());
  const figures = parseSpending(orgId, spending)?.figures ?? NO_SPENDING;
  const { segment, reason, dueAt } = calculateSegment(figures, now);
  const fields = {
    segment,
    segmentReason: reason,
    segmentedAt: stored.segment === segment ? (stored.segmentedAt ?? now) : now,
    segmentDueAt: dueAt,
    ...figures,
  };
  return isSame(stored, fields) ? null : { from: stored.segment, fields };
}

function isSame(stored: Record<string, unknown>, derived: Record<string, unknown>): boolean {
  return Object.entries(derived).every(([field, value]) => {
    const before = stored[field];
    return value instanceof Date && before instanceof Date
      ? value.getTime() === before.getTime()
      : value === before;
  });
}
