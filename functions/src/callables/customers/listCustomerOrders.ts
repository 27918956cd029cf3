import { z } from 'zod';
import { ORDER_STATUSES } from '../../domain/pos';
import { readOrderPage } from '../../firestore/customerOrderPages';
import { defineCallable, orgIdField } from '../callable';
import { isoDate } from '../isoDate';
import { BAD_CURSOR, cursorField, nextCursorField, PageCursors } from '../pageCursor';
import { documentId, instantPosition } from '../positions';
import { customerIdField } from './fields';
import { toIso } from './listedCustomer';

const MAX_PAGE = 100;

const position = z.object({ date: instantPosition.nullable(), id: documentId });

/** Reads one order more than it answers. */
export const listCustomerOrders = defineCallable({
  name: 'listCustomerOrders',
  summary: "Lists a customer's orders, the newest first, with how each was matched to them, in pages.",
  role: 'staff',
  input: z.strictObject({
    orgId: orgIdField,
    customerId: customerIdField,
    limit: z.int().min(1).max(MAX_PAGE).default(MAX_PAGE),
    cursor: cursorField,
  }),
  output: z.object({
    orders: z
      .array(
        z.object({
          orderId: z.string(),
          posOrderId: z.string().nullable(),
          status: z.enum(ORDER_STATUSES),
          counts: z.boolean().describe('Whether it contributes to spending.'),
          matchedBy: z
            .enum(['email', 'pos_id'])
            .nullable()
            .describe("By the order's real address, or by the customer's number at the POS."),
          total: z.number().nullable(),
          orderDate: isoDate.nullable(),
          itemCount: z.int().min(0),
        }),
      )
      .max(MAX_PAGE),
    nextCursor: nextCursorField,
  }),
  errors: [BAD_CURSOR],
  async handle({ database }, input) {
    const { orgId, customerId, limit } = input;
    const cursors = new PageCursors('listCustomerOrders', input, position);
    const after = cursors.read(input.cursor);
    const { orders, next } = await readOrderPage(database, orgId, customerId, { after, limit });
    return {
      orders: orders.map(({ items, orderDate, ...order }) => ({
        ...order,
        orderDate: toIso(orderDate),
        itemCount: items.length,
      })),
      nextCursor: cursors.write(next),
    };
  },
});
