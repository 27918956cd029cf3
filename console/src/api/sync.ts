import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { CallInput, CallOutput } from './contract';
import type { Call } from './useCall';

export type SyncStatus = NonNullable<CallOutput<'getSyncStatus'>['status']>;
export type SyncRun = CallOutput<'listSyncRuns'>['runs'][number];
export type QuarantinedRow = CallOutput<'listQuarantine'>['rows'][number];
export type DeadLetter = CallOutput<'listDeadLetters'>['letters'][number];
export type DeadLetterState = NonNullable<CallInput<'listDeadLetters'>['state']>;

export function syncStatusQuery(call: Call, orgId: string) {
  return queryOptions({
    queryKey: ['sync', orgId, 'status'],
    queryFn: async ({ signal }) => (await call('getSyncStatus', { orgId }, signal)).status,
    staleTime: 0,
  });
}

/** For pages that show the state beside something else: one read a minute. */
const SHOWN_MILLISECONDS = 60_000;

export function shownSyncStatusQuery(call: Call, orgId: string) {
  return queryOptions({
    ...syncStatusQuery(call, orgId),
    staleTime: SHOWN_MILLISECONDS,
    refetchInterval: SHOWN_MILLISECONDS,
  });
}

export function syncRunPages(call: Call, orgId: string) {
  return infiniteQueryOptions({
    queryKey: ['sync', orgId, 'runs'],
    queryFn: ({ pageParam, signal }) =>
      call('listSyncRuns', { orgId, limit: 10, ...(pageParam !== null && { cursor: pageParam }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

export function quarantinePages(call: Call, orgId: string) {
  return infiniteQueryOptions({
    queryKey: ['sync', orgId, 'quarantine'],
    queryFn: ({ pageParam, signal }) =>
      call('listQuarantine', { orgId, ...(pageParam !== null && { cursor: pageParam }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

export function deadLetterPages(call: Call, orgId: string, state: DeadLetterState) {
  return infiniteQueryOptions({
    queryKey: ['sync', orgId, 'dead-letters', state],
    queryFn: ({ pageParam, signal }) =>
      call('listDeadLetters', { orgId, state, ...(pageParam !== null && { cursor: pageParam }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
