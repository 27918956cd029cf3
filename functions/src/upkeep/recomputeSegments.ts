import { FieldPath, type QueryDocumentSnapshot } from 'firebase-admin/firestore';
import pLimit from 'p-limit';
import { posIdOf } from '../rules/identity/documentId';
import { customerSpendingKey } from '../rules/identity/spendingKey';
import type { Database } from '../platform/firestore/database';
import { COMPARED_FIELDS } from '../documents/customerContent';
import { paths } from '../documents/paths';
import { spendingReference } from '../documents/spending';
import { readTenant } from '../documents/tenant';
import type { Context } from '../platform/ports/context';
import { TransientError } from '../platform/ports/errors';
import { classify } from '../platform/failure';
import { segmentLogs } from '../segments/logs';
import { derivedChange } from '../segments/derivedChange';
import { recomputeCustomer } from '../segments/recomputeSegment';

export interface RecomputedPage {
  checked: number;
  changed: number;
  /** Customers that can't be recomputed, because a document was damaged by hand: the log says more. */
  failed: number;
  /** The document id to go on after; null after the last page. */
  next: string | null;
}

/**
 * Recomputes a page of a tenant's customers, in the order of their ids, and writes those whose derived fields don't follow from
 * their spending. One read for the tenant's rules, two a customer, and three more and a write where something differs; customers
 * entered by hand have no orders and are passed over.
 * @throws PermanentError `unknown_tenant`; ConfigError `tenant_malformed`.
 */
export async function recomputeSegments(
  context: Pick<Context, 'clock' | 'log' | 'settings'>,
  database: Database,
  orgId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<RecomputedPage> {
  const { segmentRules } = await readTenant(database, orgId);
  const sorted = database
    .collection(paths.customers(orgId))
    .orderBy(FieldPath.documentId())
    .select(...COMPARED_FIELDS)
    .limit(limit);
  const { docs } = await database.query(after === null ? sorted : sorted.startAfter(after));
  const customers = docs.flatMap((snapshot) => {
    const posCustomerId = posIdOf(snapshot.id);
    return posCustomerId === undefined ? [] : [{ snapshot, posCustomerId }];
  });
  const spending = await database.getAll(
    customers.map(({ posCustomerId }) =>
      spendingReference(database, orgId, customerSpendingKey(posCustomerId)),
    ),
  );

  const inFlight = pLimit(context.settings.limits.inFlight.customers);
  const recompute = async (snapshot: QueryDocumentSnapshot, posCustomerId: string, position: number) => {
    try {
      const now = context.clock.now();
      if (derivedChange(orgId, snapshot, spending[position], now, segmentRules) === null) return 'same';
      const changed = await recomputeCustomer(context, database, orgId, posCustomerId, 'check');
      return changed ? 'changed' : 'same';
    } catch (error) {
      const failure = classify(error);
      if (failure instanceof TransientError) throw failure;
      segmentLogs.segmentFailed(context.log, { orgId }, failure);
      return 'failed';
    }
  };
  const results = await Promise.all(
    customers.map(({ snapshot, posCustomerId }, position) =>
      inFlight(() => recompute(snapshot, posCustomerId, position)),
    ),
  );
  return {
    checked: results.length,
    changed: results.filter((result) => result === 'changed').length,
    failed: results.filter((result) => result === 'failed').length,
    next: docs.length < limit ? null : (docs.at(-1)?.id ?? null),
  };
}
