import { z } from 'zod';
import { pick } from '../../../documents/definition/pick';
import { orderDocument, orderLine, type StoredOrder } from '../../../documents/order';
import { answered, toAnswer } from '../../call/fields/answered';

/** Lines of an order that lists have: more are a wholesale order, whose first lines tell. */
const MAX_LINES = 100;

/** An order as lists answer it. */
export const listedOrder = z.object({
  orderId: z.string(),
  ...answered(
    pick(orderDocument.tolerant.shape, [
      ...(['posOrderId', 'status', 'counts', 'matchedBy', 'total', 'orderDate'] as const),
    ]),
  ),
  itemCount: z.int().min(0),
  items: z
    .array(z.object(answered(pick(orderLine.tolerant.shape, ['name', 'quantity', 'price', 'category']))))
    .max(MAX_LINES)
    .describe(`The first ${MAX_LINES}.`),
});

/** A stored order for {@link listedOrder}, whose schema drops what else it holds. */
export function toListedOrder(order: StoredOrder) {
  return {
    ...toAnswer(order),
    itemCount: order.items.length,
    items: toAnswer(order.items.slice(0, MAX_LINES)),
  };
}
