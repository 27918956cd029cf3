import type { CustomerAnswer } from '../../api/customer';
import { isCalendarDay } from '../../format/calendar';
import type { Format } from '../../format/format';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';
import { Facts } from '../../ui/Facts';
import { Notice } from '../../ui/Notice';

const TIERS = {
  email: 'the email address',
  customer: "the customer's number",
  orders: 'the orders, just now',
};

/** As the POS has it if it is no day of the calendar. */
function birthday(text: string | null, format: Format): string {
  if (text === null) return '—';
  return isCalendarDay(text) ? format.day(text) : text;
}

/** Broken before its domain where there's no room for it, not within a word. */
function Email({ address }: { address: string }) {
  const at = address.lastIndexOf('@');
  return (
    <>
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </>
  );
}

/** Who the customer is, and what they have spent. */
export function Profile({ customer, spending }: Pick<CustomerAnswer, 'customer' | 'spending'>) {
  const { format } = useTenant();
  const sharers = (spending?.customerIds.length ?? 1) - 1;
  return (
    <>
      <Card title="Profile">
        <Facts
          facts={[
            ['Email', customer.email === null ? '—' : <Email address={customer.email} />],
            ['Phone', customer.phone ?? '—'],
            ['Birthday', birthday(customer.birthDate, format)],
            ['Loyalty points', customer.loyaltyPoints === null ? '—' : format.count(customer.loyaltyPoints)],
            ['Customer since', format.date(customer.customerSince ?? customer.createdAt)],
            [
              'Entered',
              customer.source === 'manual' ? 'by hand' : `at the POS, no. ${customer.posCustomerId ?? '—'}`,
            ],
          ]}
        />
      </Card>
      <Card title="Spending">
        <Facts
          facts={[
            ['Total spent', format.money(customer.totalSpent)],
            ['Orders', format.count(customer.orderCount)],
            ['Average order', format.money(customer.avgOrderValue)],
            ['First order', format.date(customer.firstOrderDate)],
            ['Last order', format.date(customer.lastOrderDate)],
            [
              'Usual rhythm',
              customer.usualDaysBetweenOrders === null
                ? '—'
                : `every ${format.count(Math.round(customer.usualDaysBetweenOrders))} days`,
            ],
            ['Overdue from', format.date(customer.overdueAt)],
            ['Figures from', spending === null ? '—' : TIERS[spending.tier]],
          ]}
        />
        {sharers > 0 && spending && (
          <Notice tone="info">
            {format.count(sharers)} more {sharers === 1 ? 'customer shares' : 'customers share'} this address.
            Together they have spent {format.money(spending.totalSpent)} in{' '}
            {format.count(spending.orderCount)} orders.
          </Notice>
        )}
      </Card>
    </>
  );
}
