import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { segmentChangePages } from '../../api/segments';
import { useCall } from '../../api/useCall';
import { useTenant } from '../../shell/tenantContext';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { StatePanel } from '../../ui/StatePanel';
import { MovedCustomer } from './MovedCustomer';

/** Everyone who changed segment within the last seven days, newest first; not those whose history has only been imported. */
export default function ChangesPage() {
  const { orgId } = useTenant();
  return (
    <>
      <Link to="/$orgId/segments" params={{ orgId }} className="back">
        <ChevronLeft aria-hidden="true" size={16} /> Segments
      </Link>
      <PageTitle title="Changed segment this week" />
      <Changes />
    </>
  );
}

function Changes() {
  const { orgId } = useTenant();
  const query = useInfiniteQuery(segmentChangePages(useCall(), orgId));
  if (query.isPending) return <Skeleton label="who changed segment" />;
  if (query.data === undefined)
    return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  const changes = query.data.pages.flatMap((page) => page.changes);
  if (changes.length === 0 && !query.hasNextPage)
    return <StatePanel kind="empty" title="Nobody changed segment this week" />;
  return (
    <>
      <ul className="plain-list lines card" aria-label="Changes of segments">
        {changes.map((change) => (
          <MovedCustomer key={change.changeId} change={change} withReason />
        ))}
      </ul>
      {query.hasNextPage && (
        <button className="button" disabled={query.isFetching} onClick={() => void query.fetchNextPage()}>
          Earlier changes
        </button>
      )}
      {query.isFetchNextPageError && (
        <ErrorPanel error={query.error} onRetry={() => void query.fetchNextPage()} />
      )}
    </>
  );
}
