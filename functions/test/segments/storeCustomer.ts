import type { PipelineHarness } from '../support/pipeline';

const DAY = 86_400_000;
let customers = 0;

interface Ordered {
  orders: number;
  spent: number;
  /** When the last order was; null if its date isn't known. */
  daysAgo: number | null;
  /** Of the customer's document. */
  fields: Record<string, unknown>;
}

/** Stores a customer in segment `new` and the spending that no trigger has told of yet. */
export async function storeCustomer(shop: PipelineHarness, { orders, spent, daysAgo, fields }: Ordered) {
  customers += 1;
  const posCustomerId = `c${customers}`;
  const customerId = `alleaves_${posCustomerId}`;
  const spendingKey = `cid_${posCustomerId}`;
  const lastOrderDate = daysAgo === null ? null : new Date(shop.clock.now().getTime() - daysAgo * DAY);
  const { firestore } = shop.server;
  const reference = firestore.doc(`tenants/org1/customers/${customerId}`);
  const spending = firestore.doc(`tenants/org1/customer_spending/${spendingKey}`);
  await reference.set({ orgId: 'org1', posCustomerId, segment: 'new', ...fields });
  await spending.set({
    orgId: 'org1',
    totalSpent: spent,
    orderCount: orders,
    avgOrderValue: orders && spent / orders,
    firstOrderDate: lastOrderDate,
    lastOrderDate,
  });
  return { posCustomerId, customerId, spendingKey, reference, spending };
}
