import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCall } from '../../api/useCall';
import { FullPage } from '../../ui/FullPage';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { StatePanel } from '../../ui/StatePanel';

/** Where operators choose whose pages to open. */
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
    <FullPage>
      <main className="card tenants">
        <PageTitle title="Tenants" />
        {query.isPending && <Skeleton label="tenants" />}
        {query.isError && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
        {tenants?.length === 0 && (
          <StatePanel kind="empty" title="No tenants yet">
            A document tenants/&#123;orgId&#125; makes one.
          </StatePanel>
        )}
        <ul className="plain-list">
          {tenants?.map(({ orgId, name, syncStatus }) => (
            <li key={orgId}>
              <Link to="/$orgId/customers" params={{ orgId }} className="row-link">
                {name ?? orgId}
              </Link>
              <span className="muted small">
                {orgId}
                {syncStatus === 'paused' && ' · sync paused'}
                {syncStatus === null && ' · no POS set up'}
              </span>
            </li>
          ))}
        </ul>
        {query.hasNextPage && (
          <button className="button" disabled={query.isFetching} onClick={() => void query.fetchNextPage()}>
            More tenants
          </button>
        )}
      </main>
    </FullPage>
  );
}
