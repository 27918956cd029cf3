import { FieldPath, type QueryDocumentSnapshot } from 'firebase-admin/firestore';
import pLimit from 'p-limit';
import { posIdOf } from '../domain/documentId';
import { customerSpendingKey } from '../domain/spendingKey';
import type { Database } from '../firestore/database';
import { paths } from '../firestore/paths';
import { spendingReference } from '../firestore/spending';
import type { Context } from '../platform/context';
import { TransientError } from '../platform/errors';
import { classify } from './failure';
import { logs } from './logs';
import { COMPARED_FIELDS, derivedChange, recomputeCustomer } from './segments';

const CUSTOMERS_IN_FLIGHT = 16;

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
 * their spending. Two reads a customer, and two more and a write where something differs; customers entered by hand have no
 * orders and are passed over.
 */
export async function recomputeSegments(
  context: Pick<Context, 'clock' | 'log'>,
  database: Database,
  orgId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<RecomputedPage> {
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

  const inFlight = pLimit(CUSTOMERS_IN_FLIGHT);
  const recompute = async (snapshot: QueryDocumentSnapshot, posCustomerId: string, position: number) => {
    try {
      if (derivedChange(orgId, snapshot, spending[position], context.clock.now()) === null) return 'same';
      const changed = await recomputeCustomer(context, database, orgId, posCustomerId);
      return changed ? 'changed' : 'same';
    } catch (error) {
      const failure = classify(error);
      if (failure instanceof TransientError) throw failure;
      logs.segmentFailed(context.log, { orgId }, failure);
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
