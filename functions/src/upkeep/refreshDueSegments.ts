import type { QueryDocumentSnapshot } from 'firebase-admin/firestore';
import pLimit from 'p-limit';
import { Database } from '../platform/firestore/database';
import type { Context } from '../platform/ports/context';
import { classify } from '../platform/failure';
import { segmentLogs } from '../segments/logs';
import { recomputeCustomer } from '../segments/recomputeSegment';

/**
 * Recomputes every customer whose segment is due to change by the passing of time, across tenants, the longest due first.
 * Works until all are done or the time budget is spent; the next hour goes on.
 */
export async function refreshDueSegments(context: Context): Promise<{ due: number; changed: number }> {
  const database = new Database(context.firestore);
  const started = performance.now();
  const { limits, timeBudgetMilliseconds } = context.settings;
  const pageSize = limits.page.dueSegments;
  const limit = pLimit(limits.inFlight.customers);
  const query = context.firestore
    .collectionGroup('customers')
    .where('segmentDueAt', '<=', context.clock.now())
    .orderBy('segmentDueAt')
    .select('posCustomerId', 'segmentDueAt')
    .limit(pageSize);

  let due = 0;
  let changed = 0;
  let complete: boolean;
  let last: QueryDocumentSnapshot | undefined;
  do {
    const { docs } = await database.query(last === undefined ? query : query.startAfter(last));
    const results = await Promise.all(
      docs.map((snapshot) => limit(() => refreshOne(context, database, snapshot))),
    );
    due += docs.length;
    changed += results.filter(Boolean).length;
    last = docs.at(-1);
    complete = docs.length < pageSize;
  } while (!complete && performance.now() - started < timeBudgetMilliseconds);
  segmentLogs.dueSegmentsRefreshed(context.log, { due, changed, complete });
  return { due, changed };
}

/** A customer that can't be refreshed is logged and stays due; it must not keep the others from theirs. */
async function refreshOne(
  context: Context,
  database: Database,
  snapshot: QueryDocumentSnapshot,
): Promise<boolean> {
  const orgId = snapshot.ref.parent.parent?.id;
  const posCustomerId: unknown = snapshot.get('posCustomerId');
  if (orgId === undefined || typeof posCustomerId !== 'string') return false;
  try {
    return await recomputeCustomer(context, database, orgId, posCustomerId, 'check');
  } catch (error) {
    segmentLogs.segmentFailed(context.log, { orgId }, classify(error));
    return false;
  }
}
