import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { duplicatePages } from '../../api/duplicates';
import { useCall } from '../../api/useCall';
import { useTenant } from '../../shell/tenantContext';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Notice } from '../../ui/Notice';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { StatePanel } from '../../ui/StatePanel';
import { DuplicateGroup } from './DuplicateGroup';

/** Customers who are likely the same person, for staff to merge in the POS. */
export default function DuplicatesPage() {
  const { orgId } = useTenant();
  return (
    <>
      <Link to="/$orgId/customers" params={{ orgId }} className="back">
        <ChevronLeft aria-hidden="true" size={16} /> Customers
      </Link>
      <PageTitle title="Likely duplicates" />
      <Groups />
    </>
  );
}

function Groups() {
  const { orgId, format } = useTenant();
  const query = useInfiniteQuery(duplicatePages(useCall(), orgId));
  if (query.isPending) return <Skeleton label="likely duplicates" />;
  const [first] = query.data?.pages ?? [];
  if (first === undefined) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  const { groupCount, complete } = first;
  const groups = query.data?.pages.flatMap((page) => page.groups) ?? [];
  return (
    <>
      {!complete && (
        <Notice tone="info">
          This shop has more customers than are compared at once, so there may be more duplicates than these.
        </Notice>
      )}
      {groups.length === 0 ? (
        <StatePanel kind="empty" title="No likely duplicates">
          No two customers share an email address or a phone number.
        </StatePanel>
      ) : (
        <>
          <p className="muted">
            {groupCount === 1
              ? 'These customers share an email address or a phone number.'
              : `${format.count(groupCount)} groups of customers share an email address or a phone number.`}{' '}
            They may be one person, or one household. If it&apos;s one person, merge them in the point of
            sale: the next sync brings the result here.
          </p>
          {groups.map((group) => (
            <DuplicateGroup key={`${group.shared} ${group.customers[0]?.customerId ?? ''}`} group={group} />
          ))}
        </>
      )}
      {query.hasNextPage && (
        <button className="button" disabled={query.isFetching} onClick={() => void query.fetchNextPage()}>
          More groups
        </button>
      )}
      {query.isFetchNextPageError && (
        <ErrorPanel error={query.error} onRetry={() => void query.fetchNextPage()} />
      )}
    </>
  );
}
