import { alleavesDocumentId } from '../../../functions/src/rules/identity/documentId';
import { orderFields } from '../../../functions/src/documents/order';
import { addOrder, emptyTotals, type SpendingTotals } from '../../../functions/src/rules/money/spending';
import { customerFields, initialCustomerState } from '../../../functions/src/documents/customerContent';
import { paths } from '../../../functions/src/documents/paths';
import { spendingByKey } from '../../../functions/src/documents/spending';
import type { Context } from '../../../functions/src/platform/ports/context';
import { CommitQueue } from './commitQueue';
import { menuDocuments, openSource, records } from './source';

/**
 * The ceiling: the same pages are fetched and the same documents written once each, as fast as batches go. Nothing is
 * compared, matched, kept for the next time or safe to repeat; an order is whose id it bears.
 */
export async function rawLoad(context: Context, orgId: string): Promise<void> {
  const source = await openSource(context, orgId);
  const { pos, window } = source;
  const now = context.clock.now();
  const commits = new CommitQueue(context.firestore);
  const write = (path: string, data: object) =>
    commits.set(context.firestore.doc(path), { ...data, updatedAt: now }, false);

  const customers: { posCustomerId: string; email: string | null }[] = [];
  for await (const customer of records(pos.customers())) {
    const { posCustomerId, email } = customer;
    customers.push({ posCustomerId, email });
    await write(`${paths.customers(orgId)}/${alleavesDocumentId(posCustomerId)}`, {
      ...customerFields(orgId, customer),
      ...initialCustomerState(now),
    });
  }
  const totals = new Map<string, SpendingTotals>();
  for await (const order of records(pos.orders(window))) {
    const match = { posCustomerId: order.posCustomerId ?? '', matchedBy: 'pos_id' as const };
    const fields = orderFields(orgId, order, match);
    await write(`${paths.orders(orgId)}/${alleavesDocumentId(order.posOrderId)}`, fields);
    if (!fields.counts) continue;
    const own = totals.get(match.posCustomerId) ?? emptyTotals();
    addOrder(own, { cents: order.totalCents, orderedAt: order.orderDate.getTime() });
    totals.set(match.posCustomerId, own);
  }
  for (const { key, fields } of spendingByKey(orgId, customers, totals)) {
    await write(`${paths.spending(orgId)}/${key}`, fields);
  }
  for (const [id, fields] of await menuDocuments(source)) await write(`${paths.items(orgId)}/${id}`, fields);
  await commits.flush();
}
