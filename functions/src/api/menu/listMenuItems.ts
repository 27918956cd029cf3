import { z } from 'zod';
import { menuItem, readMenuItems } from './menuItems';
import { orgIdField } from '../call/callable';
import { answered, toAnswer } from '../call/fields/answered';
import { definePagedCallable } from '../call/paging/definePagedCallable';
import { byId } from '../call/paging/sorting';
import { costsFor, itemCosts } from './itemCosts';

const MAX_PAGE = 500;

const shown = answered(menuItem.omit({ cost: true, batchCost: true }).shape);

/** Reads one item more than it answers. */
export const listMenuItems = definePagedCallable({
  name: 'listMenuItems',
  summary: "Lists a shop's items by id, in pages, whether in stock or not. Managers also see costs.",
  role: 'staff',
  input: { orgId: orgIdField },
  limit: { largest: MAX_PAGE, usual: MAX_PAGE },
  position: byId.position,
  output: {
    items: z
      .array(
        z.object({
          itemId: z.string(),
          ...shown,
          costs: itemCosts,
        }),
      )
      .max(MAX_PAGE),
  },
  async readPage({ database, caller }, { orgId }, page) {
    const { items, next } = await readMenuItems(database, orgId, page);
    return {
      items: items.map(({ cost, batchCost, ...item }) => ({
        ...toAnswer(item),
        costs: costsFor(caller.role, { cost, batchCost, priceRetail: item.priceRetail }),
      })),
      next,
    };
  },
});
