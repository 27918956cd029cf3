import type { DocumentData, DocumentReference } from 'firebase-admin/firestore';
import { customerFields } from '../../../src/domain/customer';
import { alleavesDocumentId } from '../../../src/domain/documentId';
import { CustomerMatcher } from '../../../src/domain/matching';
import { orderFields } from '../../../src/domain/order';
import type { PosCustomer } from '../../../src/domain/pos';
import { calculateSegment } from '../../../src/domain/segment';
import {
  addOrder,
  emptyTotals,
  spendingByKey,
  spendingFields,
  type SpendingTotals,
} from '../../../src/domain/spending';
import { paths } from '../../../src/firestore/paths';
import type { Context } from '../../../src/platform/context';
import { menuDocuments, openSource, records, type Source } from './source';

/** How a baseline brings documents into Firestore. */
export interface Sink {
  /** Makes a document have these fields; the others stay, if it is `shared` with staff, else there are none. */
  put(reference: DocumentReference, fields: DocumentData, shared: boolean): Promise<void>;
  /** Makes a collection consist of these documents, by their ids; fields that they don't name stay. */
  replaceCollection(path: string, documents: ReadonlyMap<string, DocumentData>): Promise<void>;
  /** Resolves when everything is in Firestore. */
  flush(): Promise<void>;
}

/**
 * What the alternatives to the packed index have in common: everything is fetched and every document worked out, by the same
 * rules as the pipeline's; the sink decides what that costs. A customer is worked out after its orders, so that it takes one
 * write and needs no trigger. What the pipeline does besides (quarantine, stale keys, leases, orders before the window) is
 * left out, in the baselines' favour.
 */
export async function mirror(context: Context, orgId: string, sink: Sink): Promise<void> {
  const source = await openSource(context, orgId);
  const document = (path: string) => context.firestore.doc(path);
  const customers: PosCustomer[] = [];
  for await (const customer of records(source.pos.customers())) customers.push(customer);

  const totals = await mirrorOrders(context, source, customers, sink);
  for (const { key, fields } of spendingByKey(orgId, customers, totals)) {
    await sink.put(document(`${paths.spending(orgId)}/${key}`), { ...fields }, false);
  }
  const now = context.clock.now();
  for (const customer of customers) {
    const fields = {
      ...customerFields(orgId, customer),
      ...derivedFields(totals.get(customer.posCustomerId) ?? emptyTotals(), now),
    };
    await sink.put(
      document(`${paths.customers(orgId)}/${alleavesDocumentId(customer.posCustomerId)}`),
      fields,
      true,
    );
  }
  await sink.replaceCollection(paths.items(orgId), await menuDocuments(source));
  await sink.flush();
  await document(paths.syncStatus(orgId)).set({ state: 'succeeded', lastSyncAt: now });
}

async function mirrorOrders(
  context: Context,
  { tenant: { orgId }, pos, window }: Source,
  customers: readonly PosCustomer[],
  sink: Sink,
): Promise<Map<string, SpendingTotals>> {
  const matcher = new CustomerMatcher(customers);
  const totals = new Map<string, SpendingTotals>();
  for await (const order of records(pos.orders(window))) {
    const match = matcher.match(order);
    if (match === null) continue;
    const fields = orderFields(orgId, order, match);
    await sink.put(
      context.firestore.doc(`${paths.orders(orgId)}/${alleavesDocumentId(order.posOrderId)}`),
      fields,
      false,
    );
    if (!fields.counts) continue;
    let own = totals.get(match.posCustomerId);
    if (own === undefined) totals.set(match.posCustomerId, (own = emptyTotals()));
    addOrder(own, { cents: order.totalCents, orderedAt: order.orderDate.getTime() });
  }
  return totals;
}

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
