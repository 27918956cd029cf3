import { z } from 'zod';
import { newestOrdersFirst, readOrderPage } from './customerOrders';
import { orgIdField } from '../../call/callable';
import { definePagedCallable } from '../../call/paging/definePagedCallable';
import { customerIdField } from '../fields';
import { listedOrder, toListedOrder } from './listedOrder';

const MAX_PAGE = 100;

/** Reads one order more than it answers. */
export const listCustomerOrders = definePagedCallable({
  name: 'listCustomerOrders',
  summary: "Lists a customer's orders, newest first, in pages, and how each was matched to them.",
  role: 'staff',
  input: { orgId: orgIdField, customerId: customerIdField },
  limit: { largest: MAX_PAGE, usual: MAX_PAGE },
  position: newestOrdersFirst.position,
  output: { orders: z.array(listedOrder).max(MAX_PAGE) },
  async readPage({ database }, { orgId, customerId }, page) {
    const { orders, next } = await readOrderPage(database, orgId, customerId, page);
    return {
      orders: orders.map(toListedOrder),
      next,
    };
  },
});
