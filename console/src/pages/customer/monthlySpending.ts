import type { CustomerOrder } from '../../api/customer';
import { dayOf } from '../../format/calendar';

export interface Month {
  /** `YYYY-MM`. */
  month: string;
  dollars: number;
  orders: number;
}

type Spent = Pick<CustomerOrder, 'orderDate' | 'total' | 'counts'>;

/**
 * What was spent in each month of the shop's time zone, from the first order to the last; months without orders are there with
 * nothing. Orders that don't count are left out, as in the customer's figures.
 */
export function monthlySpending(orders: readonly Spent[], timeZone: string): Month[] {
  const cents = new Map<string, { cents: number; orders: number }>();
  for (const { orderDate, total, counts } of orders) {
    if (!counts || orderDate === null || total === null) continue;
    const month = dayOf(new Date(orderDate), timeZone).slice(0, 7);
    const sum = cents.get(month) ?? { cents: 0, orders: 0 };
    cents.set(month, { cents: sum.cents + Math.round(total * 100), orders: sum.orders + 1 });
  }
  const months = [...cents.keys()].sort();
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return [];
  const result: Month[] = [];
  for (let month = first; month <= last; month = monthAfter(month)) {
    const sum = cents.get(month) ?? { cents: 0, orders: 0 };
    result.push({ month, dollars: sum.cents / 100, orders: sum.orders });
  }
  return result;
}

function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
