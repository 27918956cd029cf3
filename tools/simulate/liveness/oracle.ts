import { z } from 'zod';
import { escaped } from '../../oracle/documentIds';
import { histogram, Oracle, type ReadCustomer, type StoredOrder } from '../../oracle/oracle';
import { documentIdOf, ITEMS, millis, posIdIn } from '../invariants/invariant';
import type { Data, Store } from '../runtime/firestore/store';
import { canonical } from '../world/canonical';
import { recordOfDocument } from '../world/records';
import type { Shop } from '../world/shop';

/**
 * How a tenant's Firestore differs from what the naive oracle works out from the POS as it is now; undefined if it doesn't.
 * What the specification lets depend on the past (data-model.md, decision 0005) is taken from what is stored: customers and
 * orders that the POS no longer has or that can't be read any more, the customer of an order that matches nobody, an item of
 * which no batch can be read. That these hold what the POS once said is the business of the safety invariants.
 *
 * @param since When the tenant's last success began, at the earliest.
 */
export function differenceFromOracle(shop: Shop, store: Store, since: Date, now: Date): string | undefined {
  const { orgId, settings, world } = shop;
  const root = `tenants/${orgId}`;
  const collection = (name: string) => store.collection(`${root}/${name}`);
  const status = store.documents.get(`${root}/sync_status/pos`);
  const lastSyncAt = millis(status?.['lastSyncAt']);
  if (lastSyncAt === null || lastSyncAt < since.getTime() || status?.['state'] !== 'succeeded')
    return `${orgId} has not succeeded since ${since.toISOString()}: ${canonical(status?.['lastError'] ?? null)}`;

  const oracle = new Oracle({ ...settings, segmentRules: shop.segmentRules });
  for (const [id, document] of collection('customers')) {
    const customer = storedCustomer(id, document);
    if (customer === undefined) continue;
    oracle.customers.set(customer.posCustomerId, customer);
    const goneSince = millis(document['goneSince']);
    if (goneSince !== null) oracle.gone.set(customer.posCustomerId, new Date(goneSince));
  }
  for (const [id, document] of collection('orders')) {
    const order = storedOrder(id, document);
    if (order) oracle.orders.set(order.posOrderId, order);
  }
  oracle.sync(world, new Date(lastSyncAt));
  const storedItems = collection(ITEMS);
  const items = new Map([...oracle.items].map(([id, item]) => [`alleaves_${id}`, recordOfItem(item)]));
  for (const id of shop.ids('items')) {
    const name = `alleaves_${id}`;
    const document = storedItems.get(name);
    if (document && !items.has(name)) items.set(name, recordOfItem(document));
  }

  const at = new Date(lastSyncAt);
  const segments = oracle.segments(now);
  const spending = oracle.spending();
  const customers = [...oracle.customers.values()];
  return (
    difference(
      'customers',
      collection('customers'),
      new Map(
        customers.map((customer) => {
          const { posCustomerId } = customer;
          const totals = spending.get(`cid_${posCustomerId}`);
          const own = {
            segment: segments.get(posCustomerId) ?? null,
            goneSince: oracle.gone.get(posCustomerId) ?? null,
            orderCount: totals?.orderCount ?? 0,
            totalSpent: totals?.totalSpent ?? 0,
            usualDaysBetweenOrders: totals?.usualDaysBetweenOrders ?? null,
            overdueAt: totals?.overdueAt ?? null,
          };
          return [documentIdOf(posCustomerId), recordOfDocument('customers', customer) + canonical(own)];
        }),
      ),
      (document) => {
        const { segment, goneSince, orderCount, totalSpent, usualDaysBetweenOrders, overdueAt } = document;
        const own = { segment, goneSince, orderCount, totalSpent, usualDaysBetweenOrders, overdueAt };
        return recordOfDocument('customers', document) + canonical(own);
      },
    ) ??
    difference(
      'orders',
      collection('orders'),
      new Map(
        [...oracle.orders.values()].map((order) => [
          documentIdOf(order.posOrderId),
          `${recordOfDocument('orders', { ...order, total: order.totalCents / 100 })} ${documentIdOf(order.customer)} ${order.matchedBy}`,
        ]),
      ),
      (document) =>
        `${recordOfDocument('orders', document)} ${String(document['customerId'])} ${String(document['matchedBy'])}`,
    ) ??
    difference(
      'customer_spending',
      collection('customer_spending'),
      new Map(
        [...spending].map(([key, totals]) => [
          /^cid_.*@/.test(key) ? `=63${escaped(key.slice(1))}` : escaped(key),
          canonical(totals),
        ]),
      ),
      ({ orgId: _orgId, customerId: _customerId, updatedAt: _updatedAt, changeShard: _shard, ...totals }) =>
        canonical(totals),
    ) ??
    difference('items', storedItems, items, recordOfItem) ??
    differenceOf(`${orgId} status counts`, counts(status), {
      customerCount: customers.length - oracle.gone.size,
      orderCount: oracle.orders.size,
      menuProductsCount: items.size,
      segmentCounts: {
        vip: 0,
        loyal: 0,
        returning: 0,
        new: 0,
        at_risk: 0,
        churned: 0,
        ...histogram(oracle.segments(at).values()),
      },
    })
  );
}

/** With what a sync fetches apart, and does without if that fails: the next one has it. */
function recordOfItem(item: Data): string {
  const { description, imageUrls } = item;
  return recordOfDocument('items', item) + canonical({ description, imageUrls });
}

function counts({ customerCount, orderCount, menuProductsCount, segmentCounts }: Data) {
  return { customerCount, orderCount, menuProductsCount, segmentCounts };
}

function difference(
  name: string,
  stored: ReadonlyMap<string, Data>,
  expected: ReadonlyMap<string, string>,
  read: (document: Data) => string,
): string | undefined {
  for (const [id, record] of expected) {
    const document = stored.get(id);
    if (document === undefined) return `${name}: ${id} is missing`;
    const told = read(document);
    if (told !== record) return `${name}: ${id} is ${told} and should be ${record}`;
  }
  for (const id of stored.keys()) if (!expected.has(id)) return `${name}: ${id} should not be there`;
  return undefined;
}

function differenceOf(name: string, stored: unknown, expected: unknown): string | undefined {
  const [told, record] = [canonical(stored), canonical(expected)];
  return told === record ? undefined : `${name} are ${told} and should be ${record}`;
}

const date = z
  .custom<unknown>((value) => millis(value) !== null)
  .transform((value) => new Date(millis(value) ?? 0));
const text = z.string().nullable();

const customerDocument = z.object({
  email: text,
  phone: text,
  firstName: text,
  lastName: text,
  displayName: text,
  birthDate: text,
  loyaltyPoints: z.number().nullable(),
  customerSince: date.nullable(),
});

function storedCustomer(id: string, document: Data): ReadCustomer | undefined {
  const posCustomerId = posIdIn(id);
  const parsed = customerDocument.safeParse(document).data;
  return parsed && posCustomerId !== undefined ? { posCustomerId, ...parsed } : undefined;
}

const orderDocument = z.object({
  posCustomerId: text,
  posLocationId: text,
  customerId: z.string().transform((id) => posIdIn(id) ?? id),
  matchedBy: z.enum(['email', 'pos_id']),
  email: text,
  status: z.string(),
  counts: z.boolean(),
  total: z.number(),
  subtotal: z.number().nullable(),
  tax: z.number().nullable(),
  discount: z.number().nullable(),
  orderDate: date,
  items: z.array(
    z.object({
      posItemId: text,
      name: text,
      quantity: z.number().nullable(),
      price: z.number().nullable(),
      category: text,
    }),
  ),
});

function storedOrder(id: string, document: Data): StoredOrder | undefined {
  const posOrderId = posIdIn(id);
  const parsed = orderDocument.safeParse(document).data;
  if (parsed === undefined || posOrderId === undefined) return undefined;
  const { customerId, total, ...order } = parsed;
  return { posOrderId, customer: customerId, totalCents: Math.round(total * 100), ...order };
}
