import { Link } from '@tanstack/react-router';
import type { SegmentChange } from '../../api/segments';
import { reasonText } from '../../format/reason';
import { useTenant } from '../../shell/tenantContext';
import { SegmentBadge } from '../../ui/SegmentBadge';

/** One change of a segment. The record of changes has no names: they are on the customer's page. */
export function MovedCustomer({
  change,
  withReason = false,
}: {
  change: SegmentChange;
  withReason?: boolean;
}) {
  const { orgId, format } = useTenant();
  const { customerId, posCustomerId, from, to, at, reason } = change;
  return (
    <li>
      <span>
        <Link to="/$orgId/customers/$customerId" params={{ orgId, customerId }} preload={false}>
          Customer {posCustomerId ?? customerId}
        </Link>
        {withReason && <span className="muted small"> {reasonText(reason)}</span>}
      </span>
      <span>
        <SegmentBadge segment={from} /> <span className="muted">to</span> <SegmentBadge segment={to} />{' '}
        <span className="muted small">{at === null ? '' : format.date(at)}</span>
      </span>
    </li>
  );
}
