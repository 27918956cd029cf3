import type { DocumentData, DocumentReference } from 'firebase-admin/firestore';
import { alleavesDocumentId } from '../../../functions/src/rules/identity/documentId';
import { CustomerMatcher } from '../../../functions/src/rules/identity/matching';
import { orderFields } from '../../../functions/src/documents/order';
import type { PosCustomer } from '../../../functions/src/rules/pos';
import { addOrder, emptyTotals, type SpendingTotals } from '../../../functions/src/rules/money/spending';
import { customerFields, derivedFields } from '../../../functions/src/documents/customerContent';
import { figuresOf } from '../../../functions/src/documents/figures';
import { paths } from '../../../functions/src/documents/paths';
import { spendingByKey } from '../../../functions/src/documents/spending';
import type { Context } from '../../../functions/src/platform/ports/context';
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
 * write and needs no trigger. What the pipeline does besides (quarantine, stale keys, leases, orders before the window, customers
 * that are gone, descriptions and pictures of items) is left out, in the baselines' favour.
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
      ...derivedFields(figuresOf(totals.get(customer.posCustomerId) ?? emptyTotals()), now),
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
