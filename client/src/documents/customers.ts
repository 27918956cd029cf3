// Made by `npm run api` from functions/src: change it there.

import type { Timestamp } from './timestamp.ts';

/** A document at tenants/{orgId}/customers/{customerId}. */
export interface CustomersDocument {
  /** The tenant. */
  orgId: string;
  /** `manual` for customers entered by hand. */
  source: 'alleaves' | 'manual';
  /** The customer's id in the POS; null for customers entered by hand. */
  posCustomerId: string | null;
  /** Trimmed and in lower case; never a placeholder of the POS. */
  email: string | null;
  /** As it was entered, in any format. */
  phone: string | null;
  /** null for guests without a name. */
  firstName: string | null;
  /** null for guests without a name. */
  lastName: string | null;
  /** The full name if the POS has one, else first and last name. */
  displayName: string | null;
  /** `YYYY-MM-DD`. */
  birthDate: string | null;
  /** Points in the loyalty program, as the POS counts them. */
  loyaltyPoints: number | null;
  /** When the POS first had the customer. */
  customerSince: Timestamp | null;
  /** The segment by the rules; `new` for a customer without orders, null for one that is gone from the POS. */
  segment: ('vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned') | null;
  /** The rule that decided. */
  segmentReason: string | null;
  /** Since when the customer is in the segment. */
  segmentedAt: Timestamp | null;
  /** When the segment changes next if no order comes; null if it never does. */
  segmentDueAt: Timestamp | null;
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
  /** At most 50 of 50 characters each, compared as written. */
  tags: string[];
  /** At most 5,000 characters. */
  notes: string | null;
  /** Whether the shop may send marketing. */
  consent: {
    sms: {
      /** What the customer said last. */
      status: 'granted' | 'denied' | 'unknown';
      /** When they said so. */
      at: Timestamp | null;
      /** The uid of the person who recorded it. */
      by: string | null;
    };
    email: {
      /** What the customer said last. */
      status: 'granted' | 'denied' | 'unknown';
      /** When they said so. */
      at: Timestamp | null;
      /** The uid of the person who recorded it. */
      by: string | null;
    };
  };
  /** When the document was created. */
  createdAt: Timestamp | null;
  /** When one of the POS's fields last changed, no matter who enters them. */
  updatedAt: Timestamp | null;
  /** For queries by `updatedAt` (decision 30); missing on what has not changed since release 0.1. */
  changeShard?: number;
  /** The start of the first complete walk that no longer had the customer; null while the POS has them, and for those entered by hand. */
  goneSince: Timestamp | null;
  /** When the customer's personal data was erased. */
  erasedAt?: Timestamp | null;
}
