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
  const { search, segment, tag, from, to, sort = 'lastOrderDate', direction = 'desc' } = view;
  return infiniteQueryOptions({
    queryKey: ['customers', orgId, 'list', { search, segment, tag, from, to, sort, direction }],
    queryFn: async ({ pageParam, signal }) => {
      const conditions = await conditionsOf(client, call, orgId, view);
      // A search looks through many customers for few.
      const limit = pageParam === undefined && search === undefined ? FIRST_PAGE : NEXT_PAGES;
      const position = pageParam === undefined ? { limit } : { limit, cursor: pageParam };
      return call('listCustomers', { orgId, ...conditions, sort, direction, ...position }, signal);
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    // While a new order or filter is on its way, what there was stays, dimmed.
    placeholderData: keepPreviousData,
  });
}

/** Which customers a view has, as calls take it. */
export async function conditionsOf(
  client: QueryClient,
  call: Call,
  orgId: string,
  view: CustomersSearch,
): Promise<Pick<CallInput<'listCustomers'>, 'search' | 'segment' | 'tag' | 'lastOrderFrom' | 'lastOrderTo'>> {
  const { search, segment, tag } = view;
  return {
    ...(search !== undefined && { search }),
    ...(segment !== undefined && { segment }),
    ...(tag !== undefined && { tag }),
    ...(await instantsOf(client, call, orgId, view)),
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
