// Made by `npm run api` from functions/src: change it there.

export interface GetCustomerSpendingInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  email?: string;
  /** With or without `alleaves_` before it. */
  posCustomerId?: string;
}

export interface GetCustomerSpendingOutput {
  spending: {
    /** Where the figures come from: `email` is the email address's spending document, `customer` the customer's own, `orders` a live query. */
    tier: 'email' | 'customer' | 'orders';
    /** Several if customers share the email address (at most 1,000); the figures are their sum. */
    customerIds: string[];
    /** The sum of all orders that count. */
    totalSpent: number;
    /** Orders that count. A negative total (a refund line) is not an order. */
    orderCount: number;
    /** `totalSpent` per order; 0 without orders. */
    avgOrderValue: number;
    /** The date of the earliest of these orders. */
    firstOrderDate: string | null;
    /** The date of the latest of these orders. */
    lastOrderDate: string | null;
    /** The median of days between visits, to a tenth; null before the third order. Orders within 12 hours are one visit. */
    usualDaysBetweenOrders: number | null;
    /** `lastOrderDate` and 1.5 times the usual days: when a customer has stayed away for longer than is usual for them; null if unknown. */
    overdueAt: string | null;
  };
}
