// Made by `npm run api` from functions/src: change it there.

import type { Timestamp } from './timestamp.ts';

/** A document at tenants/{orgId}/customer_spending/{spendingKey}. */
export interface CustomerSpendingDocument {
  /** The tenant. */
  orgId: string;
  /** The customer; null if several share the email. */
  customerId: string | null;
  /** The customers whose orders are added up. */
  customerIds: string[];
  /** The sum of all orders that count. */
  totalSpent: number;
  /** Orders that count. A negative total (a refund line) is not an order. */
  orderCount: number;
  /** `totalSpent` per order; 0 without orders. */
  avgOrderValue: number;
  /** The date of the earliest of these orders. */
  firstOrderDate: Timestamp | null;
  /** The date of the latest of these orders. */
  lastOrderDate: Timestamp | null;
  /** The median of days between visits, to a tenth; null before the third order. Orders within 12 hours are one visit. */
  usualDaysBetweenOrders: number | null;
  /** `lastOrderDate` and 1.5 times the usual days: when a customer has stayed away for longer than is usual for them; null if unknown. */
  overdueAt: Timestamp | null;
  updatedAt: Timestamp;
  /** For queries by `updatedAt` (decision 30); missing on what has not changed since release 0.1. */
  changeShard?: number;
}
