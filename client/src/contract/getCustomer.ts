// Made by `npm run api` from functions/src: change it there.

export interface GetCustomerInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  /** The id of the customer's document, such as `alleaves_42`. */
  customerId: string;
}

export interface GetCustomerOutput {
  customer: {
    customerId: string;
    /** `manual` for customers entered by hand. */
    source: 'alleaves' | 'manual';
    /** The customer's id in the POS; null for customers entered by hand. */
    posCustomerId: string | null;
    /** The full name if the POS has one, else first and last name. */
    displayName: string | null;
    /** null for guests without a name. */
    firstName: string | null;
    /** null for guests without a name. */
    lastName: string | null;
    /** Trimmed and in lower case; never a placeholder of the POS. */
    email: string | null;
    /** As it was entered, in any format. */
    phone: string | null;
    /** Points in the loyalty program, as the POS counts them. */
    loyaltyPoints: number | null;
    tags: string[];
    /** The segment by the rules; `new` for a customer without orders, null for one that is gone from the POS. */
    segment: ('vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned') | null;
    /** Orders that count. A negative total (a refund line) is not an order. */
    orderCount: number;
    /** The sum of all orders that count. */
    totalSpent: number;
    /** `totalSpent` per order; 0 without orders. */
    avgOrderValue: number;
    /** The date of the latest of these orders. */
    lastOrderDate: string | null;
    /** When the document was created. */
    createdAt: string | null;
    /** The start of the first complete walk that no longer had the customer; null while the POS has them, and for those entered by hand. */
    goneSince: string | null;
    /** `YYYY-MM-DD`. */
    birthDate: string | null;
    /** When the POS first had the customer. */
    customerSince: string | null;
    /** When one of the POS's fields last changed, no matter who enters them. */
    updatedAt: string | null;
    /** The date of the earliest of these orders. */
    firstOrderDate: string | null;
    /** At most 5,000 characters. */
    notes: string | null;
    /** When the customer's personal data was erased. */
    erasedAt: string | null;
    /** The median of days between visits, to a tenth; null before the third order. Orders within 12 hours are one visit. */
    usualDaysBetweenOrders: number | null;
    /** `lastOrderDate` and 1.5 times the usual days: when a customer has stayed away for longer than is usual for them; null if unknown. */
    overdueAt: string | null;
    consent: {
      sms: {
        /** What the customer said last. */
        status: 'granted' | 'denied' | 'unknown';
        /** When they said so. */
        at: string | null;
        /** The uid of the person who recorded it. */
        by: string | null;
      };
      email: {
        /** What the customer said last. */
        status: 'granted' | 'denied' | 'unknown';
        /** When they said so. */
        at: string | null;
        /** The uid of the person who recorded it. */
        by: string | null;
      };
    };
  };
  segment: {
    current: ('vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned') | null;
    reason: string | null;
    since: string | null;
    /** When the segment changes if they don't order again. null if it won't. */
    changesAt: string | null;
    changesTo: ('vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned') | null;
  };
  /** Newest first. */
  orders: {
    orderId: string;
    /** The order's id in the POS. */
    posOrderId: string | null;
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
    /** Whether it counts toward spending: all but cancelled and refunded orders do. */
    counts: boolean;
    /** What was paid; negative for a refund line. */
    total: number | null;
    /** When it was placed. */
    orderDate: string | null;
    itemCount: number;
    /** The first 100. */
    items: {
      /** As it was sold. */
      name: string | null;
      /** Units, or grams of what is sold by weight. */
      quantity: number | null;
      /** Of one unit. */
      price: number | null;
      /** As on the menu. */
      category: string | null;
    }[];
  }[];
  /** null for customers entered by hand, who have no orders. */
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
  } | null;
}
