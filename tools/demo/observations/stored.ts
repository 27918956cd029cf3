import { AggregateField, type DocumentData, type Firestore, type Query } from 'firebase-admin/firestore';
import { z } from 'zod';
import { Database } from '../../../functions/src/platform/firestore/database';
import type { Expectation } from '../oracle/expectation';

/** What Firestore holds for one tenant, in the terms of an {@link Expectation}. */
export interface Stored extends Expectation {
  /** Ids of documents. */
  quarantined: string[];
  /** The segment of each customer whose segment has changed, by POS customer id, as the changes told one after the other lead to it. */
  toldSegments: Map<string, string>;
}

const spent = z.object({ orderCount: z.int(), totalSpent: z.number() });
const customer = spent.extend({ posCustomerId: z.string(), segment: z.string() });
const segmentChange = z.object({ posCustomerId: z.string(), from: z.string(), to: z.string() });
const orderTotals = z.object({ count: z.int(), dollars: z.number() });

const cents = (dollars: number): number => Math.round(dollars * 100);

/**
 * Reads a tenant's data as any client would. Every query names an order: by default it is the one of document names, and
 * the embedded Firestore takes 11 s to sort 70,000 documents by that.
 */
export async function readStored(firestore: Firestore, orgId: string): Promise<Stored> {
  const tenant = firestore.doc(`tenants/${orgId}`);
  const items = await tenant.collection('publicViews/products/items').count().get();
  const quarantine = await tenant.collection('sync_quarantine').select().get();
  return {
    customers: await readCustomers(tenant.collection('customers').orderBy('posCustomerId')),
    orders: await readOrders(tenant.collection('orders').orderBy('total')),
    spending: await readSpending(tenant.collection('customer_spending').orderBy('customerId')),
    products: items.data().count,
    quarantined: quarantine.docs.map(({ id }) => id),
    toldSegments: await readToldSegments(tenant.collection('segment_changes').orderBy('at')),
  };
}

async function readCustomers(query: Query): Promise<Stored['customers']> {
  const customers: Stored['customers'] = new Map();
  for await (const { data } of documents(
    query.select('posCustomerId', 'segment', 'orderCount', 'totalSpent'),
  )) {
    const { posCustomerId, segment, orderCount, totalSpent } = customer.parse(data);
    customers.set(posCustomerId, { segment, orderCount, cents: cents(totalSpent) });
  }
  return customers;
}

async function readSpending(query: Query): Promise<Stored['spending']> {
  const spending: Stored['spending'] = new Map();
  for await (const { id, data } of documents(query.select('orderCount', 'totalSpent'))) {
    const { orderCount, totalSpent } = spent.parse(data);
    spending.set(id, { orderCount, cents: cents(totalSpent) });
  }
  return spending;
}

/** A change that doesn't begin where the one before ended leads to no segment, but to what is wrong. */
async function readToldSegments(changes: Query): Promise<Stored['toldSegments']> {
  const told: Stored['toldSegments'] = new Map();
  for await (const { data } of documents(changes)) {
    const { posCustomerId, from, to } = segmentChange.parse(data);
    const before = told.get(posCustomerId) ?? 'new';
    told.set(posCustomerId, from === before ? to : `from ${from} to ${to} after ${before}`);
  }
  return told;
}

async function readOrders(query: Query): Promise<Stored['orders']> {
  const totals = await query
    .aggregate({ count: AggregateField.count(), dollars: AggregateField.sum('total') })
    .get();
  const { count, dollars } = orderTotals.parse(totals.data());
  return { count, cents: cents(dollars) };
}

async function* documents(query: Query): AsyncGenerator<{ id: string; data: DocumentData }> {
  for await (const snapshot of new Database(query.firestore).stream(query)) {
    yield { id: snapshot.id, data: snapshot.data() };
  }
}
