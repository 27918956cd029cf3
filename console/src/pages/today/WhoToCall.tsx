import { useQuery } from '@tanstack/react-query';
import { overdueQuery } from '../../api/today';
import { useCall } from '../../api/useCall';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';
import { QueryView } from '../../ui/QueryView';
import { CustomerLink } from '../customers/CustomerLink';

/** Whom to call: customers who stay away longer than is usual for them and can be reached, by what they have spent. */
export function WhoToCall() {
  const { orgId, format } = useTenant();
  const query = useQuery(overdueQuery(useCall(), orgId));
  return (
    <Card title="Who to call">
      {query.data?.customers.length !== 0 && (
        <p className="muted">Away longer than is usual for them, those who spend most first.</p>
      )}
      <QueryView query={query} label="whom to call">
        {({ customers, isMore }) =>
          customers.length === 0 ? (
            <p className="muted">
              {isMore
                ? 'Nobody among those who spend most. The segments have the others.'
                : 'Nobody is overdue and can be reached.'}
            </p>
          ) : (
            <ul className="plain-list lines">
              {customers.map((customer) => (
                <li key={customer.customerId}>
                  <span>
                    <CustomerLink customer={customer} />{' '}
                    <span className="muted small">{customer.phone ?? customer.email}</span>
                  </span>
                  <span className="muted small">
                    {format.money(customer.totalSpent)}
                    {customer.usualDaysBetweenOrders !== null &&
                      ` · every ${format.count(Math.round(customer.usualDaysBetweenOrders))} days`}
                    {' · '}last {format.date(customer.lastOrderDate)}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Card>
  );
}
