import type { DuplicateCustomers } from '../../api/duplicates';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';
import { CustomerLink } from '../customers/CustomerLink';

const SHARED_LABELS = { email: 'Same email', phone: 'Same phone' };

/** Customers with the same address or number, and how they differ. */
export function DuplicateGroup({ group }: { group: DuplicateCustomers }) {
  const { format } = useTenant();
  const { shared, customers, customerCount } = group;
  const value = customers[0]?.[shared];
  const orders = (count: number) => `${format.count(count)} ${count === 1 ? 'order' : 'orders'}`;
  return (
    <Card isListed title={`${SHARED_LABELS[shared]}: ${value ?? 'unknown'}`}>
      <ul className="plain-list lines">
        {customers.map((customer) => (
          <li key={customer.customerId}>
            <span>
              <CustomerLink customer={customer} />{' '}
              <span className="muted small">
                {customer.source === 'manual' ? 'entered by hand' : posNumber(customer.customerId)}
              </span>
            </span>
            <span className="muted small">
              {orders(customer.orderCount)} · {format.money(customer.totalSpent)}
              {customer.lastOrderDate !== null && ` · last ${format.date(customer.lastOrderDate)}`}
            </span>
          </li>
        ))}
        {customerCount > customers.length && (
          <li className="muted small">and {format.count(customerCount - customers.length)} more</li>
        )}
      </ul>
    </Card>
  );
}

/** As staff find the customer in the POS. */
function posNumber(customerId: string): string {
  return `no. ${customerId.replace(/^alleaves_/, '')}`;
}
