// Made by `npm run api` from functions/src: change it there.

export interface ListCustomerOrdersInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  /** The id of the customer's document, such as `alleaves_42`. */
  customerId: string;
  limit?: number;
  /** The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page. */
  cursor?: string;
}

export interface ListCustomerOrdersOutput {
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
    /** By the order's email, or by the customer's id in the POS. */
    matchedBy: ('email' | 'pos_id') | null;
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
  /** Where the next page begins. null after the last page. */
  nextCursor: string | null;
}
