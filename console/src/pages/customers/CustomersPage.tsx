import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useDeferredValue, useMemo } from 'react';
import { customerPages } from '../../api/customers';
import { useCall } from '../../api/useCall';
import { useTenant } from '../../shell/tenantContext';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { NothingYet } from '../../ui/NothingYet';
import { StatePanel } from '../../ui/StatePanel';
import { AddCustomerButton } from './AddCustomerButton';
import { ColumnChoice } from './ColumnChoice';
import { CustomersTable } from './CustomersTable';
import { DuplicatesLink } from './DuplicatesLink';
import { ExportButton } from './ExportButton';
import { Filters } from './Filters';
import { FoundCount } from './FoundCount';
import { isFiltered, type CustomersSearch } from './search';
import { SegmentTabs, useSegmentCounts } from './SegmentTabs';
import { useKeepSearching } from './useKeepSearching';

const route = getRouteApi('/$orgId/customers');

/** The customers of a shop: found, sorted and taken along. */
export default function CustomersPage() {
  const view = route.useSearch();
  const navigate = route.useNavigate();
  const { orgId } = useTenant();
  const query = useInfiniteQuery(customerPages(useQueryClient(), useCall(), orgId, view));
  // Drawn in steps, between which the page answers to its reader.
  const data = useDeferredValue(query.data);
  const customers = useMemo(() => data?.pages.flatMap((page) => page.customers) ?? [], [data]);
  const knownTags = useMemo(() => [...new Set(customers.flatMap(({ tags }) => tags))].sort(), [customers]);
  const counts = useSegmentCounts(orgId);
  const { isSearching, isPaused } = useKeepSearching(query);
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
        <DuplicatesLink />
        <ExportButton view={view} />
        <AddCustomerButton />
      </PageTitle>
      <SegmentTabs counts={counts} />
      <Filters knownTags={knownTags} />
      {data === undefined && !query.isError ? (
        <Skeleton label="customers" lines={12} />
      ) : query.isError && customers.length === 0 ? (
        <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
      ) : customers.length === 0 && !query.hasNextPage ? (
        <NoCustomers view={view} />
      ) : (
        <>
          <FoundCount found={customers.length} total={total} isSearching={isSearching} />
          {customers.length > 0 && (
            <CustomersTable
              customers={customers}
              total={total}
              isStale={query.isPlaceholderData}
              onNearEnd={
                query.hasNextPage && !query.isFetching && !query.isError && !isPaused
                  ? () => void query.fetchNextPage()
                  : undefined
              }
            />
          )}
          {isPaused && (
            <button className="button" onClick={() => void query.fetchNextPage()}>
              Keep searching
            </button>
          )}
          {query.isFetchNextPageError && (
            <ErrorPanel error={query.error} onRetry={() => void query.fetchNextPage()} />
          )}
          {(query.isFetchingNextPage || isSearching) && <Skeleton label="more customers" lines={2} />}
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
      <StatePanel kind="empty" title="No matches">
        Try removing a filter.
      </StatePanel>
    );
  return <NothingYet what="customers" />;
}
