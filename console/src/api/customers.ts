import { infiniteQueryOptions, keepPreviousData, type QueryClient } from '@tanstack/react-query';
import { endOfDay, startOfDay } from '../format/calendar';
import type { CustomersSearch } from '../pages/customers/search';
import type { CallInput, CallOutput } from './contract';
import { tenantQuery } from './tenants';
import type { Call } from './useCall';

export type ListedCustomer = CallOutput<'listCustomers'>['customers'][number];

/** The first page fills a screen soon; what is scrolled to comes in the largest pages. */
const FIRST_PAGE = 50;
const NEXT_PAGES = 100;

/** The customers of a view, page after page. */
export function customerPages(client: QueryClient, call: Call, orgId: string, view: CustomersSearch) {
  const conditions = conditionsOf(view);
  return infiniteQueryOptions({
    queryKey: ['customers', orgId, 'list', conditions, view.from, view.to],
    queryFn: async ({ pageParam, signal }) => {
      const range = await instantsOf(client, call, orgId, view);
      const limit = pageParam === undefined ? FIRST_PAGE : NEXT_PAGES;
      const position = pageParam === undefined ? { limit } : { limit, cursor: pageParam };
      return call('listCustomers', { orgId, ...conditions, ...range, ...position }, signal);
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    // While a new order or filter is on its way, what there was stays, dimmed.
    placeholderData: keepPreviousData,
  });
}

/** What of a view decides about the list, which is not which columns are shown. */
function conditionsOf({ search, segment, tag, sort = 'lastOrderDate', direction = 'desc' }: CustomersSearch) {
  return {
    ...(search !== undefined && { search }),
    ...(segment !== undefined && { segment }),
    ...(tag !== undefined && { tag }),
    sort,
    direction,
  };
}

/** A range of days as instants, in the shop's time zone. */
async function instantsOf(
  client: QueryClient,
  call: Call,
  orgId: string,
  { from, to }: CustomersSearch,
): Promise<Pick<CallInput<'listCustomers'>, 'lastOrderFrom' | 'lastOrderTo'>> {
  if (from === undefined && to === undefined) return {};
  const { timeZone } = await client.query({ ...tenantQuery(call, orgId), staleTime: 'static' });
  return {
    ...(from !== undefined && { lastOrderFrom: startOfDay(from, timeZone).toISOString() }),
    ...(to !== undefined && { lastOrderTo: endOfDay(to, timeZone).toISOString() }),
  };
}
