// Made by `npm run api` from functions/src: change it there.

import type { Timestamp } from './timestamp.ts';

/** A document at tenants/{orgId}/orders/{orderId}. */
export interface OrdersDocument {
  /** The tenant. */
  orgId: string;
  /** Orders come from the POS alone. */
  source: 'alleaves';
  /** The order's id in the POS. */
  posOrderId: string;
  /** The document id of the customer it was matched to. */
  customerId: string;
  /** By the order's email, or by the customer's id in the POS. */
  matchedBy: 'email' | 'pos_id';
  /** Whether it counts toward spending: all but cancelled and refunded orders do. */
  counts: boolean;
  /** As the POS has it: if the email decided, it can be somebody else's or null. */
  posCustomerId: string | null;
  /** The location in the POS where it was placed; null if the POS doesn't say. */
  posLocationId: string | null;
  /** Never a placeholder. Null on orders of erased customers, and in a shop that has any, if no customer has the address. */
  email: string | null;
  /** `unknown` for a status that this release does not know. */
  status:
    | 'pending'
    | 'submitted'
    | 'confirmed'
    | 'preparing'
    | 'ready'
    | 'completed'
    | 'cancelled'
    | 'refunded'
    | 'unknown';
  /** What was bought. */
  items: {
    /** The product's id in the POS, as on the menu; never that of the line. */
    posItemId: string | null;
    /** As it was sold. */
    name: string | null;
    /** Units, or grams of what is sold by weight. */
    quantity: number | null;
    /** Of one unit. */
    price: number | null;
    /** As on the menu. */
    category: string | null;
  }[];
  /** As the POS has it. */
  subtotal: number | null;
  /** As the POS has it. */
  tax: number | null;
  /** As the POS has it. */
  discount: number | null;
  /** What was paid; negative for a refund line. */
  total: number;
  orderDate: Timestamp;
  updatedAt: Timestamp;
  /** For queries by `updatedAt` (decision 30); missing on what has not changed since release 0.1. */
  changeShard?: number;
}
