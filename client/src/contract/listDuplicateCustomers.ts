// Made by `npm run api` from functions/src: change it there.

export interface ListDuplicateCustomersInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  /** Groups in this page. */
  limit?: number;
  /** The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page. */
  cursor?: string;
}

export interface ListDuplicateCustomersOutput {
  groups: {
    /** What they have in common. */
    shared: 'email' | 'phone';
    customerCount: number;
    /** The first 20. */
    customers: {
      customerId: string;
      /** `manual` for customers entered by hand. */
      source: 'alleaves' | 'manual';
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
      /** Orders that count. A negative total (a refund line) is not an order. */
      orderCount: number;
      /** The sum of all orders that count. */
      totalSpent: number;
      /** The date of the latest of these orders. */
      lastOrderDate: string | null;
    }[];
  }[];
  /** On all pages. */
  groupCount: number;
  /** false if the shop has more customers with an email or phone than are looked at. */
  complete: boolean;
  /** Where the next page begins. null after the last page. */
  nextCursor: string | null;
}
