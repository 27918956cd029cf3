import { useInfiniteQuery } from '@tanstack/react-query';
import { syncRunPages } from '../../api/sync';
import { useCall } from '../../api/useCall';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Skeleton } from '../../ui/Skeleton';
import { Run } from './Run';

/** The runs there were, newest first. */
export function Runs() {
  const { orgId } = useTenant();
  const query = useInfiniteQuery(syncRunPages(useCall(), orgId));
  const runs = query.data?.pages.flatMap((page) => page.runs);
  return (
    <Card title="Runs">
      {query.isPending && <Skeleton label="runs" />}
      {query.isError && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {runs?.length === 0 && <p className="muted">No sync has finished yet.</p>}
      {runs?.map((run, index) => (
        <Run key={run.runId} run={run} isOpen={index === 0} />
      ))}
      {query.hasNextPage && (
        <button className="button" disabled={query.isFetching} onClick={() => void query.fetchNextPage()}>
          Older runs
        </button>
      )}
    </Card>
  );
}
