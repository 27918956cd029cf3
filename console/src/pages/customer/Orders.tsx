import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { orderPages, type CustomerOrder } from '../../api/customer';
import { useCall } from '../../api/useCall';
import { humanize } from '../../format/labels';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Skeleton } from '../../ui/Skeleton';
import type { Tone } from '../../ui/Notice';

const SpendingChart = lazy(() => import('./SpendingChart'));

const MATCHES = { email: 'Email address', pos_id: 'POS number' };

const TONES: Partial<Record<CustomerOrder['status'], Tone>> = {
  completed: 'success',
  cancelled: 'danger',
  refunded: 'danger',
  unknown: 'warning',
};

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
          {query.hasNextPage && <p className="muted small">Of the orders that are loaded below.</p>}
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

function OrderTable({ orders }: { orders: readonly CustomerOrder[] }) {
  const { format } = useTenant();
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label="Orders, scrollable">
      <table className="plain-table">
        <thead>
          <tr>
            <th>Date</th>
            <th className="numeric">Total</th>
            <th>Status</th>
            <th>Matched by</th>
            <th className="numeric">Items</th>
            <th>Number</th>
          </tr>
        </thead>
        <tbody>
          {orders.map((order) => (
            <tr key={order.orderId}>
              <td>{format.dateTime(order.orderDate)}</td>
              <td className="numeric">{format.money(order.total)}</td>
              <td>
                <span className={`badge ${TONES[order.status] ?? 'info'}`}>{humanize(order.status)}</span>
                {!order.counts && <span className="muted small"> does not count</span>}
              </td>
              <td>{order.matchedBy === null ? '—' : MATCHES[order.matchedBy]}</td>
              <td className="numeric">{format.count(order.itemCount)}</td>
              <td>{order.posOrderId ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
