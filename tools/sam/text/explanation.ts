import type { z } from 'zod';
import type { getCustomer } from '../../../functions/src/api/customers/getCustomer';
import type { listCustomerOrders } from '../../../functions/src/api/customers/orders/listCustomerOrders';
import { dollars, minute, plural, relative } from './format';
import { style } from './style';
import { pairs, table } from './table';

type Customer = z.output<typeof getCustomer.output>;
type Order = z.output<typeof listCustomerOrders.output>['orders'][number];

interface Explanation extends Omit<Customer, 'orders'> {
  /** Newest first. */
  orders: Order[];
  /** Whether these are all. */
  complete: boolean;
}

const TIERS: Readonly<Record<NonNullable<Customer['spending']>['tier'], string>> = {
  email: "the address's spending document",
  customer: "the customer's own spending document",
  orders: 'the orders themselves',
};

export function describeExplanation(explanation: Explanation, now: Date): string {
  const { customer, segment, spending, orders, complete } = explanation;
  const counting = orders.filter(({ counts }) => counts).length;
  return [
    pairs([
      ['customer', [style.strong(customer.customerId), customer.displayName ?? 'no name'].join(' · ')],
      ['segment', `${style.strong(segment.current ?? 'none')}: ${segment.reason ?? 'not computed yet'}`],
      ['since', segment.since && `${minute(segment.since)}, ${relative(segment.since, now)}`],
      ['changes', changeOf(segment, now)],
      ['spending', spending && spendingOf(spending)],
    ]),
    '',
    ...(orders.length === 0
      ? ['No orders.']
      : [
          table(orders, [
            { head: 'order', value: ({ orderId }) => orderId },
            { head: 'date', value: ({ orderDate }) => (orderDate === null ? 'unknown' : minute(orderDate)) },
            { head: 'status', value: ({ status }) => status },
            { head: 'total', align: 'right', value: ({ total }) => (total === null ? '' : dollars(total)) },
            { head: 'counts', value: ({ counts }) => (counts ? style.good('yes') : style.faint('no')) },
            { head: 'matched by', value: ({ matchedBy }) => matchOf(matchedBy) },
          ]),
          `${plural(orders.length, 'order')}${complete ? ' in all' : ', the newest'}, ${counting} of them counting.`,
        ]),
  ].join('\n');
}

function changeOf({ changesAt, changesTo }: Customer['segment'], now: Date): string {
  if (changesAt === null || changesTo === null) return 'never, if no order comes';
  return `to ${style.strong(changesTo)} ${relative(changesAt, now)} (${minute(changesAt)}), if no order comes`;
}

function spendingOf({ totalSpent, orderCount, tier }: NonNullable<Customer['spending']>): string {
  return `${dollars(totalSpent)} in ${plural(orderCount, 'order')}, from ${TIERS[tier]}`;
}

function matchOf(matchedBy: Order['matchedBy']): string {
  if (matchedBy === null) return 'unknown';
  return matchedBy === 'email' ? 'email' : 'POS id';
}
