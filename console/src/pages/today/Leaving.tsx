import { Link } from '@tanstack/react-router';
import type { CallOutput } from '../../api/contract';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';
import { SegmentBadge } from '../../ui/SegmentBadge';
import { CustomerLink } from '../customers/CustomerLink';

/** Whom an order would keep: those who turn at risk or churn soonest. */
export function Leaving({ outlook }: { outlook: CallOutput<'getSegmentOutlook'> }) {
  const { orgId, format } = useTenant();
  const changes = outlook.changes.filter(({ customerCount }) => customerCount > 0);
  return (
    <Card title="About to leave">
      {changes.length === 0 ? (
        <p className="muted">Nobody changes segment until {format.date(outlook.until)}.</p>
      ) : (
        <p className="muted">If they don&apos;t order, by {format.date(outlook.until)}:</p>
      )}
      {changes.map(({ from, to, customerCount, first }) => (
        <div key={from} className="stack tight">
          <h3>
            {format.count(customerCount)} from <SegmentBadge segment={from} /> to{' '}
            <SegmentBadge segment={to} />
          </h3>
          <ul className="plain-list lines">
            {first.map((customer) => (
              <li key={customer.customerId}>
                <CustomerLink customer={customer} />
                <span className="muted small">{format.date(customer.changesAt)}</span>
              </li>
            ))}
          </ul>
          {customerCount > first.length && (
            <Link
              to="/$orgId/customers"
              params={{ orgId }}
              search={{ segment: from, sort: 'lastOrderDate', direction: 'asc' }}
              preload={false}
            >
              Everyone in this segment, longest away first
            </Link>
          )}
        </div>
      ))}
    </Card>
  );
}
