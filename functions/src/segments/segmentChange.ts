import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { calculateSegment } from '../rules/customers/segment';
import type { SegmentRules } from '../rules/customers/segmentRules';
import { pick } from '../documents/definition/pick';
import type { ChangeCause, SegmentChange } from '../documents/segmentChange';
import { segmentRulesVersion } from '../documents/segmentRules';
import { says } from '../documents/storedHash';
import { appliedRulesVersion } from '../documents/syncStatus';
import { paths } from '../documents/paths';
import type { Database } from '../platform/firestore/database';
import type { Context } from '../platform/ports/context';
import type { DerivedChange } from './derivedChange';

/** Why somebody looks at a customer: its spending has just been written, or to see whether everything is as it should be. */
export type Occasion = 'spending' | 'check';

/** What a recomputation has found to differ, and from what. */
export interface Recomputation {
  orgId: string;
  customer: DocumentSnapshot;
  spending: DocumentSnapshot | undefined;
  difference: DerivedChange;
  occasion: Occasion;
  rules: SegmentRules;
}

/**
 * The document of a change; null if the segment stays, if it is the customer's first, if the POS no longer has the customer (who is in
 * no segment then), or if the customer's data were erased: nobody is told anything about them any more.
 */
export async function segmentChangeOf(
  { settings }: Pick<Context, 'settings'>,
  database: Database,
  recomputation: Recomputation,
): Promise<SegmentChange | null> {
  const { orgId, customer, difference } = recomputation;
  const { stored, fields } = difference;
  const isFirst = stored.segment === null && stored.segmentedAt === null;
  if (stored.segment === fields.segment || isFirst || stored.erasedAt !== null) return null;
  if (fields.segment === null) return null;
  const { retentionMilliseconds } = settings.limits.segmentChange;
  return {
    orgId,
    customerId: customer.id,
    posCustomerId: stored.posCustomerId,
    from: stored.segment,
    to: fields.segment,
    cause: await causeOf(database, recomputation),
    reason: fields.segmentReason,
    at: fields.segmentedAt,
    totalSpent: fields.totalSpent,
    orderCount: fields.orderCount,
    previousOrderCount: stored.orderCount,
    expireAt: new Date(fields.segmentedAt.getTime() + retentionMilliseconds),
  };
}

/** Decided by what is stored, because an event can be late, and a look at everybody finds changes of all kinds. */
async function causeOf(database: Database, recomputation: Recomputation): Promise<ChangeCause> {
  const { orgId, customer, spending, difference, occasion, rules } = recomputation;
  const { stored, fields } = difference;
  if (!says(customer.data() ?? {}, pick(fields, ['totalSpent', 'orderCount', 'lastOrderDate']))) {
    const isNews = occasion === 'spending' || isLater(spending, customer);
    return isNews ? 'order' : 'repair';
  }
  const { segment, segmentedAt } = stored;
  const wasRight = segmentedAt !== null && calculateSegment(fields, segmentedAt, rules).segment === segment;
  if (wasRight) return 'time';
  const status = await database.get(database.document(paths.syncStatus(orgId)));
  return appliedRulesVersion(status) === segmentRulesVersion(rules) ? 'repair' : 'rules';
}

/** Whether a document was written after another one. */
function isLater(document: DocumentSnapshot | undefined, other: DocumentSnapshot): boolean {
  const [time, otherTime] = [document?.updateTime, other.updateTime];
  return time !== undefined && otherTime !== undefined && time.valueOf() > otherTime.valueOf();
}
