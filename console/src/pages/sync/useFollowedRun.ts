import { useInfiniteQuery, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { syncRunPages, syncStatusQuery, type SyncRun, type SyncStatus } from '../../api/sync';
import { useCall } from '../../api/useCall';
import { useTenant } from '../../shell/tenantContext';

/** One read a time. */
const POLL_MILLISECONDS = 1_000;

/** While nothing runs: now and then, for what the schedule starts. */
const IDLE_POLL_MILLISECONDS = 30_000;

export interface FollowedRun {
  status: UseQueryResult<SyncStatus | null>;
  /** Whether a run that was asked for has not begun yet. */
  isStarting: boolean;
  /** The run that was asked for, once it has ended. */
  ended: SyncRun | undefined;
}

/**
 * The state of the sync, asked for every second while a run is under way. A run's record is there when the run has ended: then the
 * runs are read again, and what a sync changes is forgotten.
 * @param requested The run that was asked for here, if one was.
 */
export function useFollowedRun(requested: string | null): FollowedRun {
  const { orgId } = useTenant();
  const call = useCall();
  const client = useQueryClient();
  const runs = useInfiniteQuery(syncRunPages(call, orgId));
  const ended = runs.data?.pages[0]?.runs.find(
    ({ runId, state }) => runId === requested && state !== 'running',
  );
  const isWaiting = requested !== null && ended === undefined;
  const status = useQuery({
    ...syncStatusQuery(call, orgId),
    refetchInterval: ({ state }) =>
      isWaiting || state.data?.run ? POLL_MILLISECONDS : IDLE_POLL_MILLISECONDS,
  });
  const isRunning = Boolean(status.data?.run);

  const wasRunning = useRef(false);
  const { dataUpdatedAt } = status;
  useEffect(() => {
    const hasEnded = wasRunning.current && !isRunning;
    wasRunning.current = isRunning;
    // A run can begin and end between two looks at the status.
    if (hasEnded || (isWaiting && !isRunning))
      void client.invalidateQueries({ queryKey: ['sync', orgId, 'runs'] });
  }, [client, orgId, isRunning, isWaiting, dataUpdatedAt]);

  const latest = runs.data?.pages[0]?.runs.find(({ state }) => state !== 'running')?.runId;
  const known = useRef<string>(undefined);
  useEffect(() => {
    const isNew = known.current !== undefined && known.current !== latest;
    known.current = latest;
    if (!isNew) return;
    for (const data of ['customers', 'segments', 'menu', 'today'])
      void client.invalidateQueries({ queryKey: [data, orgId] });
    void client.invalidateQueries({ queryKey: ['sync', orgId, 'quarantine'] });
  }, [client, orgId, latest]);

  return { status, isStarting: isWaiting && !isRunning, ended };
}
