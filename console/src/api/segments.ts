import { queryOptions } from '@tanstack/react-query';
import type { Call } from './useCall';

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
