import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { serverNow } from '../session/clock';
import type { CallOutput } from './contract';
import type { Call } from './useCall';

export type SegmentChange = CallOutput<'listSegmentChanges'>['changes'][number];

/** Aggregated over all customers: kept longer than lists. */
const FRESH_MILLISECONDS = 120_000;

export function segmentSummaryQuery(call: Call, orgId: string) {
  return queryOptions({
    queryKey: ['segments', orgId, 'summary'],
    queryFn: ({ signal }) => call('getSegmentSummary', { orgId }, signal),
    staleTime: FRESH_MILLISECONDS,
  });
}

/** Who changes segment in the next 30 days if they order nothing. */
export function segmentOutlookQuery(call: Call, orgId: string) {
  return queryOptions({
    queryKey: ['segments', orgId, 'outlook'],
    queryFn: ({ signal }) => call('getSegmentOutlook', { orgId }, signal),
    staleTime: FRESH_MILLISECONDS,
  });
}

const WEEK_MILLISECONDS = 7 * 86_400_000;

/** As the callables take it. */
export function aWeekAgo(): string {
  return new Date(serverNow() - WEEK_MILLISECONDS).toISOString();
}

/** Who changed segment within the last seven days, newest first. */
export function segmentChangePages(call: Call, orgId: string) {
  return infiniteQueryOptions({
    queryKey: ['segments', orgId, 'changes'],
    queryFn: ({ pageParam: { since, cursor }, signal }) =>
      call('listSegmentChanges', { orgId, since, ...(cursor !== null && { cursor }) }, signal),
    // A cursor belongs to the query that gave it: all pages have the first one's week.
    initialPageParam: { since: aWeekAgo(), cursor: null as string | null },
    getNextPageParam: ({ nextCursor }, _pages, { since }) =>
      nextCursor === null ? undefined : { since, cursor: nextCursor },
  });
}
