import { AggregateField, type DocumentData, type Firestore, type Query } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Expectation } from './oracle/expectation';

/** What stands in Firestore for one tenant, in the terms of an {@link Expectation}. */
export interface Stored extends Expectation {
  /** Document ids. */
  quarantined: string[];
}

const spent = z.object({ orderCount: z.int(), totalSpent: z.number() });
const customer = spent.extend({ posCustomerId: z.string(), segment: z.string() });
const orderTotals = z.object({ count: z.int(), dollars: z.number() });

const cents = (dollars: number): number => Math.round(dollars * 100);

async function* documents(query: Query): AsyncGenerator<{ id: string; data: DocumentData }> {
  for await (const snapshot of query.stream() as AsyncIterable<FirebaseFirestore.QueryDocumentSnapshot>) {
    yield { id: snapshot.id, data: snapshot.data() };
  }
}

/** Reads a tenant's data as any client would. */
export async function readStored(firestore: Firestore, orgId: string): Promise<Stored> {
  const tenant = firestore.doc(`tenants/${orgId}`);
  const stored: Stored = {
    customers: new Map(),
    orders: { count: 0, cents: 0 },
    spending: new Map(),
    products: 0,
    quarantined: [],
  };
  const customers = tenant.collection('customers').select('posCustomerId', 'segment', 'orderCount', 'totalSpent');
  for await (const { data } of documents(customers)) {
    const { posCustomerId, segment, orderCount, totalSpent } = customer.parse(data);
    stored.customers.set(posCustomerId, { segment, orderCount, cents: cents(totalSpent) });
  }
  for await (const { id, data } of documents(tenant.collection('customer_spending').select('orderCount', 'totalSpent'))) {
    const { orderCount, totalSpent } = spent.parse(data);
    stored.spending.set(id, { orderCount, cents: cents(totalSpent) });
  }
  const totals = await tenant
    .collection('orders')
    .aggregate({ count: AggregateField.count(), dollars: AggregateField.sum('total') })
    .get();
  const { count, dollars } = orderTotals.parse(totals.data());
  stored.orders = { count, cents: cents(dollars) };
  stored.products = (await tenant.collection('publicViews/products/items').count().get()).data().count;
  for (const reference of (await tenant.collection('sync_quarantine').select().get()).docs)
    stored.quarantined.push(reference.id);
  return stored;
}
