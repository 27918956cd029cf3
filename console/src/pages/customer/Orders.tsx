import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { orderPages } from '../../api/customer';
import { useCall } from '../../api/useCall';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Skeleton } from '../../ui/Skeleton';
import { OrderTable } from './OrderTable';

const SpendingChart = lazy(() => import('./SpendingChart'));

/** The customer's orders, with what they spent by month. */
export function Orders({ customerId }: { customerId: string }) {
  const { orgId } = useTenant();
  const query = useInfiniteQuery(orderPages(useCall(), orgId, customerId));
  const orders = useMemo(() => query.data?.pages.flatMap((page) => page.orders), [query.data]);
  if (orders === undefined)
    return (
      <Card title="Orders">
        {query.isError ? (
          <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton label="orders" />
        )}
      </Card>
    );
  return (
    <>
      {orders.length > 0 && (
        <Card title="Spending over time">
          <Suspense fallback={<Skeleton label="the chart" />}>
            <SpendingChart orders={orders} />
          </Suspense>
          {query.hasNextPage && <p className="muted small">Based on the orders loaded below.</p>}
        </Card>
      )}
      <Card title="Orders">
        {orders.length === 0 ? <p className="muted">No orders yet.</p> : <OrderTable orders={orders} />}
        {query.hasNextPage && (
          <button className="button" disabled={query.isFetching} onClick={() => void query.fetchNextPage()}>
            Older orders
          </button>
        )}
      </Card>
    </>
  );
}
