// Made by `npm run api` from functions/src: change it there.

export interface ListCustomersInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  segment?: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
  tag?: string;
  /** The beginning of an email address (with its `@`), three or more digits of a phone number, or the beginnings of words of a name. */
  search?: string;
  /** Customers whose last order is at or after this time. */
  lastOrderFrom?: string;
  /** Customers whose last order is at or before this time. */
  lastOrderTo?: string;
  sort?: 'lastOrderDate' | 'totalSpent' | 'orderCount' | 'displayName' | 'createdAt';
  /** Customers without the value come first ascending and last descending. Uppercase names sort before lowercase. */
  direction?: 'asc' | 'desc';
  limit?: number;
  /** The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page. */
  cursor?: string;
}

export interface ListCustomersOutput {
  customers: {
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
  }[];
  /** The call reached its read limit before the page was full. Continue with `nextCursor`. */
  incomplete: boolean;
  /** Where the next page begins. null after the last page. */
  nextCursor: string | null;
}
