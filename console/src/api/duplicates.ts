import { infiniteQueryOptions } from '@tanstack/react-query';
import type { CallOutput } from './contract';
import type { Call } from './useCall';

export type DuplicateCustomers = CallOutput<'listDuplicateCustomers'>['groups'][number];

/** The report reads every customer who can be reached: kept while somebody works through it. */
const FRESH_MILLISECONDS = 300_000;

export function duplicatePages(call: Call, orgId: string) {
  return infiniteQueryOptions({
    queryKey: ['customers', orgId, 'duplicates'],
    queryFn: ({ pageParam, signal }) =>
      call('listDuplicateCustomers', { orgId, ...(pageParam !== null && { cursor: pageParam }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: FRESH_MILLISECONDS,
  });
}
