import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { customerPages } from '../../api/customers';
import { useCall } from '../../api/useCall';
import { useTenant } from '../../shell/tenantContext';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { StatePanel } from '../../ui/StatePanel';
import { ColumnChoice } from './ColumnChoice';
import { CustomersTable } from './CustomersTable';
import { ExportButton } from './ExportButton';
import { Filters } from './Filters';
import { isFiltered, type CustomersSearch } from './search';
import { SegmentTabs, useSegmentCounts } from './SegmentTabs';

const route = getRouteApi('/$orgId/customers');

/** The customers of a shop: found, sorted and taken along. */
export default function CustomersPage() {
  const view = route.useSearch();
  const navigate = route.useNavigate();
  const { orgId, format } = useTenant();
  const query = useInfiniteQuery(customerPages(useQueryClient(), useCall(), orgId, view));
  const customers = useMemo(() => query.data?.pages.flatMap((page) => page.customers) ?? [], [query.data]);
  const knownTags = useMemo(() => [...new Set(customers.flatMap(({ tags }) => tags))].sort(), [customers]);
  const counts = useSegmentCounts(orgId);
  const total = query.hasNextPage ? totalOf(view, counts) : customers.length;

  return (
    <>
      <PageTitle title="Customers">
        <ColumnChoice
          chosen={view.columns}
          onChoose={(columns) =>
            void navigate({ search: (before) => ({ ...before, columns }), replace: true })
          }
        />
        <ExportButton view={view} />
      </PageTitle>
      <SegmentTabs counts={counts} />
      <Filters knownTags={knownTags} />
      {query.isPending ? (
        <Skeleton label="customers" lines={12} />
      ) : query.isError && customers.length === 0 ? (
        <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
      ) : customers.length === 0 && !query.hasNextPage ? (
        <NoCustomers view={view} />
      ) : (
        <>
          <p className="muted small" role="status">
            {total === undefined
              ? `${format.count(customers.length)} or more customers`
              : `${format.count(total)} ${total === 1 ? 'customer' : 'customers'}`}
          </p>
          <CustomersTable
            customers={customers}
            total={total}
            isStale={query.isPlaceholderData}
            onNearEnd={
              query.hasNextPage && !query.isFetching && !query.isError
                ? () => void query.fetchNextPage()
                : undefined
            }
          />
          {query.isFetchNextPageError && (
            <ErrorPanel error={query.error} onRetry={() => void query.fetchNextPage()} />
          )}
          {query.isFetchingNextPage && <Skeleton label="more customers" lines={2} />}
        </>
      )}
    </>
  );
}

/** How many customers a view has, where that has been counted. */
function totalOf(view: CustomersSearch, counts: ReturnType<typeof useSegmentCounts>): number | undefined {
  const { segment, ...others } = view;
  if (isFiltered(others)) return undefined;
  return segment === undefined ? counts?.all : counts?.bySegment.get(segment);
}

function NoCustomers({ view }: { view: CustomersSearch }) {
  if (isFiltered(view))
    return (
      <StatePanel kind="empty" title="Nobody fits">
        No customer fulfils all of these conditions. Take one of them away.
      </StatePanel>
    );
  return (
    <StatePanel kind="empty" title="No customers yet">
      The first sync with the point of sale brings them here.
    </StatePanel>
  );
}
