import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { CustomerOrder } from '../../api/customer';
import { humanize } from '../../format/labels';
import { useTenant } from '../../shell/tenantContext';
import type { Tone } from '../../ui/Notice';

const MATCHES = { email: 'Email address', pos_id: 'POS number' };

const TONES: Partial<Record<CustomerOrder['status'], Tone>> = {
  completed: 'success',
  cancelled: 'danger',
  refunded: 'danger',
  unknown: 'warning',
};

const COLUMNS = 6;

/** Orders, each of which opens to what was bought. */
export function OrderTable({ orders }: { orders: readonly CustomerOrder[] }) {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label="Orders, scrollable">
      <table className="plain-table">
        <thead>
          <tr>
            <th>Date</th>
            <th className="numeric">Total</th>
            <th>Status</th>
            <th className="numeric wide-only">Items</th>
            <th className="wide-only">Matched by</th>
            <th className="wide-only">Number</th>
          </tr>
        </thead>
        <tbody>
          {orders.map((order) => (
            <OrderRows key={order.orderId} order={order} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function OrderRows({ order }: { order: CustomerOrder }) {
  const { format } = useTenant();
  const [isOpen, setIsOpen] = useState(false);
  const linesId = useId();
  const Icon = isOpen ? ChevronDown : ChevronRight;
  return (
    <>
      <tr>
        <td className="may-wrap">
          <button
            className="disclosure"
            aria-expanded={isOpen}
            aria-controls={isOpen ? linesId : undefined}
            onClick={() => setIsOpen(!isOpen)}
          >
            <Icon aria-hidden="true" size={16} /> {format.dateTime(order.orderDate)}
          </button>
        </td>
        <td className="numeric">{format.money(order.total)}</td>
        <td className="may-wrap">
          <span className={`badge ${TONES[order.status] ?? 'info'}`}>{humanize(order.status)}</span>
          {!order.counts && <span className="muted small"> doesn&apos;t count</span>}
        </td>
        <td className="numeric wide-only">{format.count(order.itemCount)}</td>
        <td className="wide-only">{order.matchedBy === null ? '—' : MATCHES[order.matchedBy]}</td>
        <td className="wide-only">{order.posOrderId ?? '—'}</td>
      </tr>
      {isOpen && (
        <tr id={linesId} className="lines-row">
          <td colSpan={COLUMNS}>
            <OrderLines order={order} />
            <p className="muted small narrow-only">
              Number: {order.posOrderId ?? '—'} · Matched by:{' '}
              {order.matchedBy === null ? '—' : MATCHES[order.matchedBy]}
            </p>
          </td>
        </tr>
      )}
    </>
  );
}

function OrderLines({ order: { items, itemCount } }: { order: CustomerOrder }) {
  const { format } = useTenant();
  if (items.length === 0) return <p className="muted">The point of sale lists no items for this order.</p>;
  return (
    <ul className="plain-list lines" aria-label="Items of the order">
      {items.map(({ name, quantity, price, category }, index) => (
        <li key={index}>
          <span>
            {quantity !== null && `${format.count(quantity)} × `}
            {name ?? 'Unnamed item'} <span className="muted small">{category}</span>
          </span>
          <span className="numeric">{format.money(price)}</span>
        </li>
      ))}
      {itemCount > items.length && <li>and {format.count(itemCount - items.length)} more</li>}
    </ul>
  );
}
