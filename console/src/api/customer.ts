import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { CallOutput } from './contract';
import type { Call } from './useCall';

export type CustomerAnswer = CallOutput<'getCustomer'>;
export type CustomerOrder = CallOutput<'listCustomerOrders'>['orders'][number];

/** One customer, as their page needs it. */
export function customerQuery(call: Call, orgId: string, customerId: string) {
  return queryOptions({
    queryKey: ['customers', orgId, 'one', customerId],
    queryFn: ({ signal }) => call('getCustomer', { orgId, customerId }, signal),
  });
}

/** A customer's orders, page after page. */
export function orderPages(call: Call, orgId: string, customerId: string) {
  return infiniteQueryOptions({
    queryKey: ['customers', orgId, 'orders', customerId],
    queryFn: ({ pageParam, signal }) =>
      call(
        'listCustomerOrders',
        { orgId, customerId, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
