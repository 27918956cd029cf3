import { queryOptions } from '@tanstack/react-query';
import type { CallOutput } from './contract';
import type { Call } from './useCall';

type Items = CallOutput<'listMenuItems'>['items'];

/** One item, with everything that is known of it. */
export function menuItemQuery(call: Call, orgId: string, itemId: string) {
  return queryOptions({
    queryKey: ['menu', orgId, 'item', itemId],
    queryFn: async ({ signal }) => (await call('getMenuItem', { orgId, itemId }, signal)).item,
  });
}

/** All items of a shop: hundreds, of a few hundred bytes each. */
export function menuQuery(call: Call, orgId: string) {
  return queryOptions({
    queryKey: ['menu', orgId, 'list'],
    queryFn: async ({ signal }) => {
      const items: Items = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = await call('listMenuItems', { orgId, ...(cursor !== undefined && { cursor }) }, signal);
        items.push(...page.items);
        cursor = page.nextCursor;
      }
      return items;
    },
  });
}
