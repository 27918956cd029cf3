import { Link } from '@tanstack/react-router';
import { useTenant } from '../../shell/tenantContext';
import { customerName } from './customerName';

type Named = Parameters<typeof customerName>[0] & { customerId: string };

/** A customer's name, which leads to their page. Lists are long, so none of the pages is loaded ahead. */
export function CustomerLink({ customer }: { customer: Named }) {
  const { orgId } = useTenant();
  return (
    <Link
      to="/$orgId/customers/$customerId"
      params={{ orgId, customerId: customer.customerId }}
      preload={false}
    >
      {customerName(customer)}
    </Link>
  );
}
