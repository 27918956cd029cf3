import { useInfiniteQuery } from '@tanstack/react-query';
import { useCall } from '../../api/useCall';
import { Shell } from '../../shell/Shell';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { StatePanel } from '../../ui/StatePanel';
import { TenantTable } from './TenantTable';

/** Where operators see how each tenant's sync is, and choose whose pages to open. */
export default function TenantsPage() {
  const call = useCall();
  const query = useInfiniteQuery({
    queryKey: ['tenants'],
    queryFn: ({ pageParam, signal }) =>
      call('listTenants', pageParam === undefined ? {} : { cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const tenants = query.data?.pages.flatMap((page) => page.tenants);
  return (
    <Shell tenant={null}>
      <PageTitle title="Tenants" />
      {query.isPending && <Skeleton label="tenants" />}
      {query.isError && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {tenants?.length === 0 && (
        <StatePanel kind="empty" title="No tenants yet">
          A document tenants/&#123;orgId&#125; makes one.
        </StatePanel>
      )}
      {tenants !== undefined && tenants.length > 0 && <TenantTable tenants={tenants} />}
      {query.hasNextPage && (
        <div className="actions">
          <button className="button" disabled={query.isFetching} onClick={() => void query.fetchNextPage()}>
            More tenants
          </button>
        </div>
      )}
    </Shell>
  );
}
