import { queryOptions } from '@tanstack/react-query';
import type { CallOutput } from './contract';
import { aWeekAgo } from './segments';
import type { Call } from './useCall';

export type Today = CallOutput<'getToday'>;

/** What staff ask in the morning, in one call. */
export function todayQuery(call: Call, orgId: string) {
  return queryOptions({
    queryKey: ['today', orgId, 'sales'],
    queryFn: ({ signal }) => call('getToday', { orgId }, signal),
  });
}

/** Names that a section of the page has room for. */
const SHOWN = 10;

/** Read beyond those shown: some of them can't be reached. */
const READ = 50;

/** Overdue customers who can be reached and haven't said no, by what they spend. */
export function overdueQuery(call: Call, orgId: string) {
  return queryOptions({
    queryKey: ['today', orgId, 'overdue'],
    queryFn: async ({ signal }) => {
      const { customers, nextCursor } = await call('listOverdueCustomers', { orgId, limit: READ }, signal);
      const reachable = customers.filter(({ phone, email }) => phone !== null || email !== null);
      return { customers: reachable.slice(0, SHOWN), isMore: nextCursor !== null };
    },
  });
}

/** The newest changes of segments within a week, those that an import made left out: after a first sync they are everybody. */
export function movedQuery(call: Call, orgId: string) {
  return queryOptions({
    queryKey: ['today', orgId, 'moved'],
    queryFn: async ({ signal }) => {
      const { changes, nextCursor } = await call(
        'listSegmentChanges',
        { orgId, since: aWeekAgo(), skipImports: true, limit: SHOWN },
        signal,
      );
      return { changes, isMore: nextCursor !== null };
    },
  });
}
