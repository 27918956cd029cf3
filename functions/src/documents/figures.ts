import { z } from 'zod';
import { rhythmOf } from '../rules/customers/rhythm';
import { averageCents, centsToDollars } from '../rules/money/money';
import { emptyTotals, type SpendingTotals } from '../rules/money/spending';
import { storedDate } from '../platform/firestore/timestamp';
import { derived } from './definition/fields';
import { schemasOf } from './definition/document';

/** What orders add up to, as a customer's document and its spending documents say it. */
export const figureFields = {
  totalSpent: derived(z.number(), 'The sum of all orders that count.', { unit: 'dollars', absent: 0 }),
  orderCount: derived(
    z.int().min(0),
    'Orders that count. A negative total (a refund line) is not an order.',
    {
      absent: 0,
    },
  ),
  avgOrderValue: derived(z.number(), '`totalSpent` per order; 0 without orders.', {
    unit: 'dollars',
    absent: 0,
  }),
  firstOrderDate: derived(storedDate.nullable(), 'The date of the earliest of these orders.'),
  lastOrderDate: derived(storedDate.nullable(), 'The date of the latest of these orders.'),
  usualDaysBetweenOrders: derived(
    z.number().nullable(),
    'The median of days between visits, to a tenth; null before the third order. Orders within 12 hours are one visit.',
  ),
  overdueAt: derived(
    storedDate.nullable(),
    '`lastOrderDate` and 1.5 times the usual days: when a customer has stayed away for longer than is usual for them; null if unknown.',
  ),
};

const { strict } = schemasOf(figureFields);
const { usualDaysBetweenOrders, overdueAt } = strict.shape;

/** Stored figures; those of releases before 0.2 know no rhythm. */
export const storedFigures = strict.extend({
  usualDaysBetweenOrders: usualDaysBetweenOrders.default(null),
  overdueAt: overdueAt.default(null),
});
export type Figures = z.output<typeof strict>;

export function figuresOf(totals: SpendingTotals): Figures {
  const { cents, orderCount, firstOrderAt, lastOrderAt } = totals;
  return {
    totalSpent: centsToDollars(cents),
    orderCount,
    avgOrderValue: centsToDollars(averageCents(cents, orderCount)),
    firstOrderDate: firstOrderAt === null ? null : new Date(firstOrderAt),
    lastOrderDate: lastOrderAt === null ? null : new Date(lastOrderAt),
    ...rhythmOf(totals.orderTimes),
  };
}

/** The figures of a customer without orders. */
export const NO_FIGURES = figuresOf(emptyTotals());

/** Stored figures as totals, to be added to others; the rhythm of the sum isn't known. */
export function totalsOf({ totalSpent, orderCount, firstOrderDate, lastOrderDate }: Figures): SpendingTotals {
  return {
    cents: Math.round(totalSpent * 100),
    orderCount,
    firstOrderAt: firstOrderDate?.getTime() ?? null,
    lastOrderAt: lastOrderDate?.getTime() ?? null,
    orderTimes: [],
  };
}
