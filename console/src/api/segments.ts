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

/** Of a large import a call passes over 1,000 changes: that many calls in a row may come back with nothing to show. */
const MOST_CALLS = 10;

/** Who changed segment within the last seven days, newest first; not those whose history has only been imported. */
export function segmentChangePages(call: Call, orgId: string) {
  return infiniteQueryOptions({
    queryKey: ['segments', orgId, 'changes'],
    queryFn: async ({ pageParam: { since, cursor }, signal }) => {
      const read = (after: string | null) =>
        call(
          'listSegmentChanges',
          { orgId, since, skipImports: true, ...(after !== null && { cursor: after }) },
          signal,
        );
      let page = await read(cursor);
      for (
        let calls = 1;
        page.changes.length === 0 && page.nextCursor !== null && calls < MOST_CALLS;
        calls++
      )
        page = await read(page.nextCursor);
      return page;
    },
    // A cursor belongs to the query that gave it: all pages have the first one's week.
    initialPageParam: { since: aWeekAgo(), cursor: null as string | null },
    getNextPageParam: ({ nextCursor }, _pages, { since }) =>
      nextCursor === null ? undefined : { since, cursor: nextCursor },
  });
}
