import type { QueryDocumentSnapshot } from 'firebase-admin/firestore';
import pLimit from 'p-limit';
import { Database } from '../firestore/database';
import type { Context } from '../platform/context';
import { classify } from './failure';
import { logs } from './logs';
import { recomputeCustomer } from './segments';

const DUE_PAGE = 200;
const CUSTOMERS_IN_FLIGHT = 16;

/**
 * Recomputes every customer whose segment is due to change by the passing of time, across tenants, the longest due first.
 * Works until all are done or the time budget is spent; the next hour goes on.
 */
export async function refreshDueSegments(context: Context): Promise<{ due: number; changed: number }> {
  const database = new Database(context.firestore);
  const started = performance.now();
  const limit = pLimit(CUSTOMERS_IN_FLIGHT);
  const query = context.firestore
    .collectionGroup('customers')
    .where('segmentDueAt', '<=', context.clock.now())
    .orderBy('segmentDueAt')
    .select('posCustomerId', 'segmentDueAt')
    .limit(DUE_PAGE);

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
    complete = docs.length < DUE_PAGE;
  } while (!complete && performance.now() - started < context.settings.timeBudgetMilliseconds);
  logs.dueSegmentsRefreshed(context.log, { due, changed, complete });
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
    return await recomputeCustomer(context, database, orgId, posCustomerId);
  } catch (error) {
    logs.segmentFailed(context.log, { orgId }, classify(error));
    return false;
  }
}
