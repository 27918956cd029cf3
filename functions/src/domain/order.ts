import { alleavesDocumentId } from './documentId';
import type { CustomerMatch } from './matching';
import { centsToDollars, dollarsOrNull } from './money';
import { categoryName } from './product';
import { ORDER_STATUSES, type OrderStatus, type PosOrder } from './pos';

/** An order's line; `price` in dollars. */
interface OrderItemFields {
  posItemId: string | null;
  name: string | null;
  quantity: number | null;
  price: number | null;
  category: string | null;
}

/** The fields of an `orders` document, without `updatedAt`; money in dollars. */
export interface OrderFields {
  orgId: string;
  source: 'alleaves';
  posOrderId: string;
  /** The document id of the customer the order was matched to. */
  customerId: string;
  matchedBy: CustomerMatch['matchedBy'];
  /** As the POS has it: where the email decided, this can be someone else's or null. */
  posCustomerId: string | null;
  email: string | null;
  status: OrderStatus;
  /** Whether the order contributes to spending. */
  counts: boolean;
  items: OrderItemFields[];
  subtotal: number | null;
  tax: number | null;
  discount: number | null;
  total: number;
  orderDate: Date;
}

const STATUSES = new Map<string, OrderStatus>([
  ...ORDER_STATUSES.map((status) => [status, status] as const),
  ['processing', 'preparing'],
  ['delivered', 'completed'],
  ['canceled', 'cancelled'],
  ['void', 'cancelled'],
  ['voided', 'cancelled'],
  ['returned', 'refunded'],
]);

/** The status for the POS's word, in any case; `unknown` for a word that isn't known, or none. */
export function parseOrderStatus(value: unknown): OrderStatus {
  return (typeof value === 'string' ? STATUSES.get(value.trim().toLowerCase()) : undefined) ?? 'unknown';
}

/** Cancelled (and so voided) and refunded orders are stored and don't count; all others do, also those of unknown status. */
export function countsTowardsSpending(status: OrderStatus): boolean {
  return status !== 'cancelled' && status !== 'refunded';
}

/** The document of an order that was matched to a customer (`docs/data-model.md`). */
export function orderFields(orgId: string, order: PosOrder, match: CustomerMatch): OrderFields {
  return {
    orgId,
    source: 'alleaves',
    posOrderId: order.posOrderId,
    customerId: alleavesDocumentId(match.posCustomerId),
    matchedBy: match.matchedBy,
    posCustomerId: order.posCustomerId,
    email: order.email,
    status: order.status,
    counts: countsTowardsSpending(order.status),
    items: order.items.map(({ posItemId, name, quantity, priceCents, category }) => ({
      posItemId,
      name,
      quantity,
      price: dollarsOrNull(priceCents),
      category: categoryName(category),
    })),
    subtotal: dollarsOrNull(order.subtotalCents),
    tax: dollarsOrNull(order.taxCents),
    discount: dollarsOrNull(order.discountCents),
    total: centsToDollars(order.totalCents),
    orderDate: order.orderDate,
  };
}
