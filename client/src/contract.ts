// Made by `npm run api` from functions/src: change it there.

export interface ListCustomersInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  segment?: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
  tag?: string;
  /**
   * The beginning of an email address (with its `@`), three or more digits of a phone number, or the beginnings of words of a name.
   */
  search?: string;
  /**
   * Customers whose last order is at or after this time.
   */
  lastOrderFrom?: string;
  /**
   * Customers whose last order is at or before this time.
   */
  lastOrderTo?: string;
  sort?: 'lastOrderDate' | 'totalSpent' | 'orderCount' | 'displayName' | 'createdAt';
  /**
   * Customers without the value come first ascending and last descending. Uppercase names sort before lowercase.
   */
  direction?: 'asc' | 'desc';
  limit?: number;
  /**
   * The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page.
   */
  cursor?: string;
}

export interface ListCustomersOutput {
  customers: {
    customerId: string;
    /**
     * `manual` for customers entered by hand.
     */
    source: 'alleaves' | 'manual';
    /**
     * The customer's id in the POS; null for customers entered by hand.
     */
    posCustomerId: string | null;
    /**
     * The full name if the POS has one, else first and last name.
     */
    displayName: string | null;
    /**
     * null for guests without a name.
     */
    firstName: string | null;
    /**
     * null for guests without a name.
     */
    lastName: string | null;
    /**
     * Trimmed and in lower case; never a placeholder of the POS.
     */
    email: string | null;
    /**
     * As it was entered, in any format.
     */
    phone: string | null;
    /**
     * Points in the loyalty program, as the POS counts them.
     */
    loyaltyPoints: number | null;
    tags: string[];
    /**
     * The segment by the rules; `new` for a customer without orders, null for one that is gone from the POS.
     */
    segment: ('vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned') | null;
    /**
     * Orders that count. A negative total (a refund line) is not an order.
     */
    orderCount: number;
    /**
     * The sum of all orders that count.
     */
    totalSpent: number;
    /**
     * `totalSpent` per order; 0 without orders.
     */
    avgOrderValue: number;
    /**
     * The date of the latest of these orders.
     */
    lastOrderDate: string | null;
    /**
     * When the document was created.
     */
    createdAt: string | null;
    /**
     * The start of the first complete walk that no longer had the customer; null while the POS has them, and for those entered by hand.
     */
    goneSince: string | null;
  }[];
  /**
   * The call reached its read limit before the page was full. Continue with `nextCursor`.
   */
  incomplete: boolean;
  /**
   * Where the next page begins. null after the last page.
   */
  nextCursor: string | null;
}

export interface GetCustomerInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  /**
   * The id of the customer's document, such as `alleaves_42`.
   */
  customerId: string;
}

export interface GetCustomerOutput {
  customer: {
    customerId: string;
    /**
     * `manual` for customers entered by hand.
     */
    source: 'alleaves' | 'manual';
    /**
     * The customer's id in the POS; null for customers entered by hand.
     */
    posCustomerId: string | null;
    /**
     * The full name if the POS has one, else first and last name.
     */
    displayName: string | null;
    /**
     * null for guests without a name.
     */
    firstName: string | null;
    /**
     * null for guests without a name.
     */
    lastName: string | null;
    /**
     * Trimmed and in lower case; never a placeholder of the POS.
     */
    email: string | null;
    /**
     * As it was entered, in any format.
     */
    phone: string | null;
    /**
     * Points in the loyalty program, as the POS counts them.
     */
    loyaltyPoints: number | null;
    tags: string[];
    /**
     * The segment by the rules; `new` for a customer without orders, null for one that is gone from the POS.
     */
    segment: ('vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned') | null;
    /**
     * Orders that count. A negative total (a refund line) is not an order.
     */
    orderCount: number;
    /**
     * The sum of all orders that count.
     */
    totalSpent: number;
    /**
     * `totalSpent` per order; 0 without orders.
     */
    avgOrderValue: number;
    /**
     * The date of the latest of these orders.
     */
    lastOrderDate: string | null;
    /**
     * When the document was created.
     */
    createdAt: string | null;
    /**
     * The start of the first complete walk that no longer had the customer; null while the POS has them, and for those entered by hand.
     */
    goneSince: string | null;
    /**
     * `YYYY-MM-DD`.
     */
    birthDate: string | null;
    /**
     * When the POS first had the customer.
     */
    customerSince: string | null;
    /**
     * When one of the POS's fields last changed, no matter who enters them.
     */
    updatedAt: string | null;
    /**
     * The date of the earliest of these orders.
     */
    firstOrderDate: string | null;
    /**
     * At most 5,000 characters.
     */
    notes: string | null;
    /**
     * When the customer's personal data was erased.
     */
    erasedAt: string | null;
    /**
     * The median of days between visits, to a tenth; null before the third order. Orders within 12 hours are one visit.
     */
    usualDaysBetweenOrders: number | null;
    /**
     * `lastOrderDate` and 1.5 times the usual days: when a customer has stayed away for longer than is usual for them; null if unknown.
     */
    overdueAt: string | null;
    consent: {
      sms: {
        /**
         * What the customer said last.
         */
        status: 'granted' | 'denied' | 'unknown';
        /**
         * When they said so.
         */
        at: string | null;
        /**
         * The uid of the person who recorded it.
         */
        by: string | null;
      };
      email: {
        /**
         * What the customer said last.
         */
        status: 'granted' | 'denied' | 'unknown';
        /**
         * When they said so.
         */
        at: string | null;
        /**
         * The uid of the person who recorded it.
         */
        by: string | null;
      };
    };
  };
  segment: {
    current: ('vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned') | null;
    reason: string | null;
    since: string | null;
    /**
     * When the segment changes if they don't order again. null if it won't.
     */
    changesAt: string | null;
    changesTo: ('vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned') | null;
  };
  /**
   * Newest first.
   */
  orders: {
    orderId: string;
    /**
     * The order's id in the POS.
     */
    posOrderId: string | null;
    /**
     * `unknown` for a status that this release does not know.
     */
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
    /**
     * Whether it counts toward spending: all but cancelled and refunded orders do.
     */
    counts: boolean;
    /**
     * What was paid; negative for a refund line.
     */
    total: number | null;
    /**
     * When it was placed.
     */
    orderDate: string | null;
    itemCount: number;
    /**
     * The first 100.
     */
    items: {
      /**
       * As it was sold.
       */
      name: string | null;
      /**
       * Units, or grams of what is sold by weight.
       */
      quantity: number | null;
      /**
       * Of one unit.
       */
      price: number | null;
      /**
       * As on the menu.
       */
      category: string | null;
    }[];
  }[];
  /**
   * null for customers entered by hand, who have no orders.
   */
  spending: {
    /**
     * Where the figures come from: `email` is the email address's spending document, `customer` the customer's own, `orders` a live query.
     */
    tier: 'email' | 'customer' | 'orders';
    /**
     * Several if customers share the email address (at most 1,000); the figures are their sum.
     */
    customerIds: string[];
    /**
     * The sum of all orders that count.
     */
    totalSpent: number;
    /**
     * Orders that count. A negative total (a refund line) is not an order.
     */
    orderCount: number;
    /**
     * `totalSpent` per order; 0 without orders.
     */
    avgOrderValue: number;
    /**
     * The date of the earliest of these orders.
     */
    firstOrderDate: string | null;
    /**
     * The date of the latest of these orders.
     */
    lastOrderDate: string | null;
    /**
     * The median of days between visits, to a tenth; null before the third order. Orders within 12 hours are one visit.
     */
    usualDaysBetweenOrders: number | null;
    /**
     * `lastOrderDate` and 1.5 times the usual days: when a customer has stayed away for longer than is usual for them; null if unknown.
     */
    overdueAt: string | null;
  } | null;
}

export interface ListCustomerOrdersInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  /**
   * The id of the customer's document, such as `alleaves_42`.
   */
  customerId: string;
  limit?: number;
  /**
   * The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page.
   */
  cursor?: string;
}

export interface ListCustomerOrdersOutput {
  orders: {
    orderId: string;
    /**
     * The order's id in the POS.
     */
    posOrderId: string | null;
    /**
     * `unknown` for a status that this release does not know.
     */
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
    /**
     * Whether it counts toward spending: all but cancelled and refunded orders do.
     */
    counts: boolean;
    /**
     * By the order's email, or by the customer's id in the POS.
     */
    matchedBy: ('email' | 'pos_id') | null;
    /**
     * What was paid; negative for a refund line.
     */
    total: number | null;
    /**
     * When it was placed.
     */
    orderDate: string | null;
    itemCount: number;
    /**
     * The first 100.
     */
    items: {
      /**
       * As it was sold.
       */
      name: string | null;
      /**
       * Units, or grams of what is sold by weight.
       */
      quantity: number | null;
      /**
       * Of one unit.
       */
      price: number | null;
      /**
       * As on the menu.
       */
      category: string | null;
    }[];
  }[];
  /**
   * Where the next page begins. null after the last page.
   */
  nextCursor: string | null;
}

export interface UpsertCustomerInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  /**
   * The customer to change. Leave it out to create one.
   */
  customerId?: string;
  /**
   * Chosen by the caller for a new customer, so that a repeated call doesn't create a second one.
   */
  requestId?: string;
  /**
   * Fields to set, for customers entered by hand. null empties a field; fields left out stay as they are.
   */
  profile?: {
    email?: string | null;
    phone?: string | null;
    firstName?: string | null;
    lastName?: string | null;
    /**
     * If left out or null, first and last name.
     */
    displayName?: string | null;
    birthDate?: string | null;
    loyaltyPoints?: number | null;
    customerSince?: string | null;
  };
  tags?: {
    add?: string[];
    remove?: string[];
  };
  /**
   * null empties them.
   */
  notes?: string | null;
  /**
   * The notes as you read them. If they have changed since, nothing is written. If left out, the last edit wins.
   */
  expectedNotes?: string | null;
  /**
   * `updatedAt` as you read it. If the profile has changed since, nothing is written. If left out, the last edit wins.
   */
  expectedUpdatedAt?: string;
}

export interface UpsertCustomerOutput {
  customerId: string;
  created: boolean;
  /**
   * false if nothing had to change.
   */
  changed: boolean;
}

export interface DeleteCustomerInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  /**
   * The id of the customer's document, such as `alleaves_42`.
   */
  customerId: string;
}

export interface DeleteCustomerOutput {
  deleted: true;
}

export interface SetCustomerTagsInput {
  add?: string[];
  remove?: string[];
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  /**
   * The id of the customer's document, such as `alleaves_42`.
   */
  customerId: string;
}

export interface SetCustomerTagsOutput {
  /**
   * All tags after the edit.
   */
  tags: string[];
  changed: boolean;
}

export interface SetCustomerNotesInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  /**
   * The id of the customer's document, such as `alleaves_42`.
   */
  customerId: string;
  /**
   * null empties them.
   */
  notes: string | null;
  /**
   * The notes as you read them. If they have changed since, nothing is written. If left out, the last edit wins.
   */
  expectedNotes?: string | null;
}

export interface SetCustomerNotesOutput {
  /**
   * false if they already said this.
   */
  changed: boolean;
}

export interface SetCustomerConsentInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  /**
   * The id of the customer's document, such as `alleaves_42`.
   */
  customerId: string;
  /**
   * Texts to the phone number, or emails.
   */
  channel: 'sms' | 'email';
  status: 'granted' | 'denied' | 'unknown';
  /**
   * When the customer said so. Default: now.
   */
  at?: string;
}

export interface SetCustomerConsentOutput {
  /**
   * As it is recorded now.
   */
  consent: {
    sms: {
      /**
       * What the customer said last.
       */
      status: 'granted' | 'denied' | 'unknown';
      /**
       * When they said so.
       */
      at: string | null;
      /**
       * The uid of the person who recorded it.
       */
      by: string | null;
    };
    email: {
      /**
       * What the customer said last.
       */
      status: 'granted' | 'denied' | 'unknown';
      /**
       * When they said so.
       */
      at: string | null;
      /**
       * The uid of the person who recorded it.
       */
      by: string | null;
    };
  };
  /**
   * false if it was so already, or the customer said something else later.
   */
  changed: boolean;
}

export interface ImportConsentInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  /**
   * Header: `email` or `phone`, `status` (granted, denied, unknown), and optionally `channel` (sms, email) and `at`. At most 2000 rows.
   */
  csv: string;
  /**
   * Say what would happen, and record nothing.
   */
  dryRun?: boolean;
}

export interface ImportConsentOutput {
  rows: number;
  /**
   * Customers who have an address of the file.
   */
  customers: number;
  /**
   * Customers whose record has changed; 0 in a dry run.
   */
  changed: number;
  /**
   * Rows whose address nobody has.
   */
  unmatchedRows: number;
  /**
   * The first of them, by line of the file.
   */
  unmatchedLines: number[];
  /**
   * Rows that can't be used.
   */
  badRows: number;
  /**
   * The first of them.
   */
  badLines: {
    line: number;
    fault: 'no_address' | 'bad_email' | 'bad_phone' | 'bad_channel' | 'bad_status' | 'bad_at';
  }[];
}

export interface ExportCustomersInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  segment?: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
  tag?: string;
  /**
   * The beginning of an email address (with its `@`), three or more digits of a phone number, or the beginnings of words of a name.
   */
  search?: string;
  /**
   * Customers whose last order is at or after this time.
   */
  lastOrderFrom?: string;
  /**
   * Customers whose last order is at or before this time.
   */
  lastOrderTo?: string;
  limit?: number;
  /**
   * The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page.
   */
  cursor?: string;
}

export interface ExportCustomersOutput {
  /**
   * RFC 4180 lines ordered by id. The first page begins with the header. Phone numbers are international (`+15552340001`) where possible. Text that a spreadsheet would run as a formula begins with an apostrophe.
   */
  csv: string;
  customerCount: number;
  /**
   * Where the next page begins. null after the last page.
   */
  nextCursor: string | null;
}

export interface EraseCustomerInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  /**
   * The id of the customer's document, such as `alleaves_42`.
   */
  customerId: string;
}

export interface EraseCustomerOutput {
  /**
   * When the customer was erased first.
   */
  erasedAt: string;
  /**
   * Orders that this call removed the email address from.
   */
  orders: number;
  /**
   * false if there's more to do than fits in one call. Call again.
   */
  complete: boolean;
}

export interface ListDuplicateCustomersInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  /**
   * Groups in this page.
   */
  limit?: number;
  /**
   * The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page.
   */
  cursor?: string;
}

export interface ListDuplicateCustomersOutput {
  groups: {
    /**
     * What they have in common.
     */
    shared: 'email' | 'phone';
    customerCount: number;
    /**
     * The first 20.
     */
    customers: {
      customerId: string;
      /**
       * `manual` for customers entered by hand.
       */
      source: 'alleaves' | 'manual';
      /**
       * The full name if the POS has one, else first and last name.
       */
      displayName: string | null;
      /**
       * null for guests without a name.
       */
      firstName: string | null;
      /**
       * null for guests without a name.
       */
      lastName: string | null;
      /**
       * Trimmed and in lower case; never a placeholder of the POS.
       */
      email: string | null;
      /**
       * As it was entered, in any format.
       */
      phone: string | null;
      /**
       * Orders that count. A negative total (a refund line) is not an order.
       */
      orderCount: number;
      /**
       * The sum of all orders that count.
       */
      totalSpent: number;
      /**
       * The date of the latest of these orders.
       */
      lastOrderDate: string | null;
    }[];
  }[];
  /**
   * On all pages.
   */
  groupCount: number;
  /**
   * false if the shop has more customers with an email or phone than are looked at.
   */
  complete: boolean;
  /**
   * Where the next page begins. null after the last page.
   */
  nextCursor: string | null;
}

export interface GetSegmentSummaryInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
}

export interface GetSegmentSummaryOutput {
  customerCount: number;
  totalSpent: number;
  /**
   * From best to lost, as the rules name them.
   */
  segments: {
    segment: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
    customerCount: number;
    /**
     * Of all customers.
     */
    share: number;
    orderCount: number;
    /**
     * Dollars.
     */
    totalSpent: number;
    /**
     * Of all spending. null if nothing was spent.
     */
    spendShare: number | null;
    /**
     * Dollars; 0 without orders.
     */
    avgOrderValue: number;
  }[];
}

export interface GetSegmentOutlookInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  days?: number;
}

export interface GetSegmentOutlookOutput {
  until: string;
  changes: {
    from: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
    to: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
    customerCount: number;
    /**
     * Those due first.
     */
    first: {
      customerId: string;
      /**
       * The full name if the POS has one, else first and last name.
       */
      displayName: string | null;
      /**
       * null for guests without a name.
       */
      firstName: string | null;
      /**
       * null for guests without a name.
       */
      lastName: string | null;
      changesAt: string | null;
    }[];
  }[];
}

export interface ListSegmentCustomersInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  segment: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
  sort?: 'lastOrderDate' | 'totalSpent' | 'orderCount' | 'displayName' | 'createdAt';
  /**
   * Customers without the value come first ascending and last descending. Uppercase names sort before lowercase.
   */
  direction?: 'asc' | 'desc';
  limit?: number;
  /**
   * The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page.
   */
  cursor?: string;
}

export interface ListSegmentCustomersOutput {
  customers: {
    customerId: string;
    /**
     * `manual` for customers entered by hand.
     */
    source: 'alleaves' | 'manual';
    /**
     * The customer's id in the POS; null for customers entered by hand.
     */
    posCustomerId: string | null;
    /**
     * The full name if the POS has one, else first and last name.
     */
    displayName: string | null;
    /**
     * null for guests without a name.
     */
    firstName: string | null;
    /**
     * null for guests without a name.
     */
    lastName: string | null;
    /**
     * Trimmed and in lower case; never a placeholder of the POS.
     */
    email: string | null;
    /**
     * As it was entered, in any format.
     */
    phone: string | null;
    /**
     * Points in the loyalty program, as the POS counts them.
     */
    loyaltyPoints: number | null;
    tags: string[];
    /**
     * The segment by the rules; `new` for a customer without orders, null for one that is gone from the POS.
     */
    segment: ('vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned') | null;
    /**
     * Orders that count. A negative total (a refund line) is not an order.
     */
    orderCount: number;
    /**
     * The sum of all orders that count.
     */
    totalSpent: number;
    /**
     * `totalSpent` per order; 0 without orders.
     */
    avgOrderValue: number;
    /**
     * The date of the latest of these orders.
     */
    lastOrderDate: string | null;
    /**
     * When the document was created.
     */
    createdAt: string | null;
    /**
     * The start of the first complete walk that no longer had the customer; null while the POS has them, and for those entered by hand.
     */
    goneSince: string | null;
  }[];
  /**
   * The call reached its read limit before the page was full. Continue with `nextCursor`.
   */
  incomplete: boolean;
  /**
   * Where the next page begins. null after the last page.
   */
  nextCursor: string | null;
}

export interface ListSegmentChangesInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  /**
   * Changes at or after this time. To follow along, pass the `at` of the newest one you have.
   */
  since?: string;
  /**
   * Changes from this segment.
   */
  from?: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
  /**
   * Changes to this segment.
   */
  to?: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
  cause?: 'order' | 'time' | 'rules' | 'repair';
  /**
   * The id of the customer's document, such as `alleaves_42`.
   */
  customerId?: string;
  /**
   * Leaves out customers whose order history was read for the first time (`previousOrderCount` is 0). A new shop has one such change for most of its customers.
   */
  skipImports?: boolean;
  limit?: number;
  /**
   * The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page.
   */
  cursor?: string;
}

export interface ListSegmentChangesOutput {
  changes: {
    /**
     * The same for the same change: what has seen it need not act on it again.
     */
    changeId: string;
    /**
     * The id of the customer's document.
     */
    customerId: string;
    /**
     * The customer's id in the POS.
     */
    posCustomerId: string | null;
    /**
     * The segment before; null if there was none to read: the customer was gone from the POS, or somebody had edited it.
     */
    from: ('vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned') | null;
    /**
     * The segment from then on.
     */
    to: ('vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned') | null;
    /**
     * `order`: an order came, changed or was refunded. `time`: it passed. `rules`: the thresholds changed. `repair`: what was edited by hand was put right, or the POS has the customer again.
     */
    cause: ('order' | 'time' | 'rules' | 'repair') | null;
    /**
     * The rule that decided, as `segmentReason`.
     */
    reason: string;
    /**
     * When it happened, later than the change of this customer before; `segmentedAt` says the same.
     */
    at: string | null;
    /**
     * Of the customer at that time.
     */
    totalSpent: number;
    /**
     * Orders that counted at that time.
     */
    orderCount: number;
    /**
     * Orders that counted before. 0 when a history was read for the first time: a consumer that greets people leaves those out.
     */
    previousOrderCount: number;
  }[];
  /**
   * With `skipImports`, the call reached its read limit before the page was full. Continue with `nextCursor`.
   */
  incomplete: boolean;
  /**
   * Where the next page begins. null after the last page.
   */
  nextCursor: string | null;
}

export interface PreviewSegmentRulesInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  /**
   * As they would be saved in the tenant's `segmentRules`. What is left out is the default.
   */
  rules: {
    /**
     * `vip`: dollars spent, at least. Default: 1000.
     */
    vipDollars?: number;
    /**
     * `vip`: orders, at least. Default: 10.
     */
    vipOrders?: number;
    /**
     * `loyal`: orders, at least; at most `vipOrders`. Default: 5.
     */
    loyalOrders?: number;
    /**
     * `loyal`: days since the last order, fewer than this; at most `churnedOverDays`. Default: 60.
     */
    loyalUnderDays?: number;
    /**
     * `at_risk`: days since the last order, more than this; less than `loyalUnderDays`. Default: 45.
     */
    atRiskOverDays?: number;
    /**
     * `churned`: days since the last order, more than this. Default: 90.
     */
    churnedOverDays?: number;
    /**
     * `returning`: orders, at least; at most `loyalOrders`. Default: 2.
     */
    returningOrders?: number;
  };
}

export interface PreviewSegmentRulesOutput {
  customerCount: number;
  movedCount: number;
  /**
   * Customers of the POS by today's rules, and by those.
   */
  segments: {
    segment: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
    before: number;
    after: number;
  }[];
  /**
   * The largest first.
   */
  moves: {
    from: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
    to: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
    customerCount: number;
    /**
     * Those who have spent most.
     */
    first: {
      customerId: string;
      /**
       * The full name if the POS has one, else first and last name.
       */
      displayName: string | null;
      /**
       * null for guests without a name.
       */
      firstName: string | null;
      /**
       * null for guests without a name.
       */
      lastName: string | null;
      /**
       * The sum of all orders that count.
       */
      totalSpent: number;
      /**
       * Orders that count. A negative total (a refund line) is not an order.
       */
      orderCount: number;
      /**
       * The date of the latest of these orders.
       */
      lastOrderDate: string | null;
    }[];
  }[];
}

export interface ListOverdueCustomersInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  /**
   * Only customers in this segment.
   */
  segment?: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
  limit?: number;
  /**
   * The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page.
   */
  cursor?: string;
}

export interface ListOverdueCustomersOutput {
  customers: {
    customerId: string;
    /**
     * `manual` for customers entered by hand.
     */
    source: 'alleaves' | 'manual';
    /**
     * The customer's id in the POS; null for customers entered by hand.
     */
    posCustomerId: string | null;
    /**
     * The full name if the POS has one, else first and last name.
     */
    displayName: string | null;
    /**
     * null for guests without a name.
     */
    firstName: string | null;
    /**
     * null for guests without a name.
     */
    lastName: string | null;
    /**
     * Trimmed and in lower case; never a placeholder of the POS.
     */
    email: string | null;
    /**
     * As it was entered, in any format.
     */
    phone: string | null;
    /**
     * Points in the loyalty program, as the POS counts them.
     */
    loyaltyPoints: number | null;
    tags: string[];
    /**
     * The segment by the rules; `new` for a customer without orders, null for one that is gone from the POS.
     */
    segment: ('vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned') | null;
    /**
     * Orders that count. A negative total (a refund line) is not an order.
     */
    orderCount: number;
    /**
     * The sum of all orders that count.
     */
    totalSpent: number;
    /**
     * `totalSpent` per order; 0 without orders.
     */
    avgOrderValue: number;
    /**
     * The date of the latest of these orders.
     */
    lastOrderDate: string | null;
    /**
     * When the document was created.
     */
    createdAt: string | null;
    /**
     * The start of the first complete walk that no longer had the customer; null while the POS has them, and for those entered by hand.
     */
    goneSince: string | null;
    /**
     * The median of days between visits, to a tenth; null before the third order. Orders within 12 hours are one visit.
     */
    usualDaysBetweenOrders: number | null;
    /**
     * `lastOrderDate` and 1.5 times the usual days: when a customer has stayed away for longer than is usual for them; null if unknown.
     */
    overdueAt: string | null;
  }[];
  /**
   * The call reached its read limit before the page was full. Continue with `nextCursor`.
   */
  incomplete: boolean;
  /**
   * Where the next page begins. null after the last page.
   */
  nextCursor: string | null;
}

export interface GetMarketingAudienceInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  segment: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
  /**
   * Customers with a real email address, a phone number, or either.
   */
  channel?: 'email' | 'phone' | 'any';
  /**
   * Also phone numbers of customers who have neither granted nor denied texts. Read docs/marketing.md first. Who has denied them is left out in any case.
   */
  textsWithoutConsent?: boolean;
  limit?: number;
  /**
   * The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page.
   */
  cursor?: string;
}

export interface GetMarketingAudienceOutput {
  /**
   * Each with only what may be used: an address or number that the customer hasn't agreed to is null.
   */
  customers: {
    customerId: string;
    /**
     * The full name if the POS has one, else first and last name.
     */
    displayName: string | null;
    /**
     * null for guests without a name.
     */
    firstName: string | null;
    /**
     * null for guests without a name.
     */
    lastName: string | null;
    /**
     * Trimmed and in lower case; never a placeholder of the POS.
     */
    email: string | null;
    /**
     * As it was entered, in any format.
     */
    phone: string | null;
  }[];
  /**
   * Customers who could be reached and were left out, each with one reason. Add up the pages.
   */
  leftOut: {
    /**
     * Known to be under the shop's `minimumAge`.
     */
    underAge: number;
    /**
     * Has denied it.
     */
    denied: number;
    /**
     * Has not granted texts.
     */
    notGranted: number;
  };
  /**
   * Where the next page begins. null after the last page.
   */
  nextCursor: string | null;
}

export interface RecomputeSegmentsInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  /**
   * Customers to check in this call.
   */
  limit?: number;
  /**
   * The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page.
   */
  cursor?: string;
}

export interface RecomputeSegmentsOutput {
  /**
   * Customers from the POS that were checked. Those entered by hand have no orders.
   */
  checked: number;
  changed: number;
  /**
   * Customers whose documents were edited by hand and can't be read. A sync with mode `full` repairs them.
   */
  failed: number;
  /**
   * Where the next page begins. null after the last page.
   */
  nextCursor: string | null;
}

export interface GetCustomerSpendingInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  email?: string;
  /**
   * With or without `alleaves_` before it.
   */
  posCustomerId?: string;
}

export interface GetCustomerSpendingOutput {
  spending: {
    /**
     * Where the figures come from: `email` is the email address's spending document, `customer` the customer's own, `orders` a live query.
     */
    tier: 'email' | 'customer' | 'orders';
    /**
     * Several if customers share the email address (at most 1,000); the figures are their sum.
     */
    customerIds: string[];
    /**
     * The sum of all orders that count.
     */
    totalSpent: number;
    /**
     * Orders that count. A negative total (a refund line) is not an order.
     */
    orderCount: number;
    /**
     * `totalSpent` per order; 0 without orders.
     */
    avgOrderValue: number;
    /**
     * The date of the earliest of these orders.
     */
    firstOrderDate: string | null;
    /**
     * The date of the latest of these orders.
     */
    lastOrderDate: string | null;
    /**
     * The median of days between visits, to a tenth; null before the third order. Orders within 12 hours are one visit.
     */
    usualDaysBetweenOrders: number | null;
    /**
     * `lastOrderDate` and 1.5 times the usual days: when a customer has stayed away for longer than is usual for them; null if unknown.
     */
    overdueAt: string | null;
  };
}

export interface GetTodayInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
}

export interface GetTodayOutput {
  sales: {
    /**
     * Since the day began in the shop's time zone.
     */
    today: {
      from: string;
      to: string;
      orderCount: number;
      /**
       * Dollars.
       */
      total: number;
    };
    /**
     * The last seven days, today among them.
     */
    week: {
      from: string;
      to: string;
      orderCount: number;
      /**
       * Dollars.
       */
      total: number;
    };
    /**
     * The seven days before these, up to the same time of day.
     */
    weekBefore: {
      from: string;
      to: string;
      orderCount: number;
      /**
       * Dollars.
       */
      total: number;
    };
  };
  soldOut: {
    /**
     * Items that changed within 7 days and are out of stock now.
     */
    itemCount: number;
    /**
     * Those that changed last.
     */
    items: {
      itemId: string;
      /**
       * As the menu shows it.
       */
      name: string | null;
      /**
       * As the POS has it.
       */
      brand: string | null;
      /**
       * Such as `Flower`.
       */
      category: string | null;
      /**
       * When one of the fields of the POS last changed.
       */
      updatedAt: string | null;
    }[];
  };
}

export interface ListMenuItemsInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  limit?: number;
  /**
   * The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page.
   */
  cursor?: string;
}

export interface ListMenuItemsOutput {
  items: {
    itemId: string;
    /**
     * As the menu shows it.
     */
    name: string | null;
    /**
     * As the POS has it.
     */
    brand: string | null;
    /**
     * Such as `Flower`.
     */
    category: string | null;
    /**
     * What the shop shows for one unit, before or with tax.
     */
    price: number | null;
    /**
     * Whether `price` is with tax; null without a price.
     */
    priceIncludesTax: boolean | null;
    /**
     * Before tax.
     */
    priceRetail: number | null;
    /**
     * With tax ("out the door").
     */
    priceOtd: number | null;
    /**
     * Units that can be sold now.
     */
    stock: number | null;
    /**
     * Whether there are more than the tenant's `pos.minimumStock`.
     */
    inStock: boolean;
    /**
     * null if no lab has tested it.
     */
    thcPercent: number | null;
    /**
     * null if no lab has tested it.
     */
    cbdPercent: number | null;
    /**
     * As the POS has it.
     */
    strain: string | null;
    /**
     * By the strain, else by words of the name or the category.
     */
    strainType: ('sativa' | 'indica' | 'hybrid' | 'cbd') | null;
    /**
     * Of one unit, in `weightUnit`; null for what isn't sold by weight.
     */
    weight: number | null;
    /**
     * Such as `g`.
     */
    weightUnit: string | null;
    /**
     * false for accessories, gift cards and the like.
     */
    isCannabis: boolean | null;
    /**
     * Shown first by `getPublicMenu`.
     */
    featured: boolean;
    /**
     * The moment that day begins in the shop's time zone.
     */
    expiresOn: string | null;
    /**
     * The first of `imageUrls`. The staff's if the POS has none: then no sync touches it.
     */
    imageUrl: string | null;
    /**
     * null for callers below manager.
     */
    costs: {
      /**
       * What one unit costs the shop.
       */
      cost: number | null;
      /**
       * The same of the batch on sale, if the POS has it.
       */
      batchCost: number | null;
      /**
       * Share of `priceRetail` left after `batchCost`, else after `cost`. null if a figure is unknown.
       */
      margin: number | null;
    } | null;
  }[];
  /**
   * Where the next page begins. null after the last page.
   */
  nextCursor: string | null;
}

export interface GetMenuItemInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  /**
   * As listMenuItems has it.
   */
  itemId: string;
}

export interface GetMenuItemOutput {
  item: {
    itemId: string;
    /**
     * The item's id in the POS.
     */
    posItemId: string | null;
    /**
     * As the menu shows it.
     */
    name: string | null;
    /**
     * As the POS has it.
     */
    brand: string | null;
    /**
     * Such as `Flower`.
     */
    category: string | null;
    /**
     * What the shop shows for one unit, before or with tax.
     */
    price: number | null;
    /**
     * Whether `price` is with tax; null without a price.
     */
    priceIncludesTax: boolean | null;
    /**
     * Before tax.
     */
    priceRetail: number | null;
    /**
     * With tax ("out the door").
     */
    priceOtd: number | null;
    /**
     * Units that can be sold now.
     */
    stock: number | null;
    /**
     * Units per area, sellable ones first. `area` is null for units without one; areas without units are left out.
     */
    stockByArea: {
      area: string | null;
      sellable: boolean;
      units: number;
    }[];
    /**
     * Whether there are more than the tenant's `pos.minimumStock`.
     */
    inStock: boolean;
    /**
     * null if no lab has tested it.
     */
    thcPercent: number | null;
    /**
     * null if no lab has tested it.
     */
    cbdPercent: number | null;
    /**
     * As the POS has it.
     */
    strain: string | null;
    /**
     * By the strain, else by words of the name or the category.
     */
    strainType: ('sativa' | 'indica' | 'hybrid' | 'cbd') | null;
    /**
     * Of one unit, in `weightUnit`; null for what isn't sold by weight.
     */
    weight: number | null;
    /**
     * Such as `g`.
     */
    weightUnit: string | null;
    /**
     * false for accessories, gift cards and the like.
     */
    isCannabis: boolean | null;
    /**
     * Plain text. null if the POS has none, or none has been fetched yet.
     */
    description: string | null;
    /**
     * The POS's images, in its order.
     */
    imageUrls: string[];
    /**
     * The first of `imageUrls`. The staff's if the POS has none: then no sync touches it.
     */
    imageUrl: string | null;
    /**
     * The moment that day begins in the shop's time zone.
     */
    expiresOn: string | null;
    /**
     * Shown first by `getPublicMenu`.
     */
    featured: boolean;
    /**
     * When one of the fields of the POS last changed.
     */
    updatedAt: string | null;
    /**
     * null for callers below manager.
     */
    costs: {
      /**
       * What one unit costs the shop.
       */
      cost: number | null;
      /**
       * The same of the batch on sale, if the POS has it.
       */
      batchCost: number | null;
      /**
       * Share of `priceRetail` left after `batchCost`, else after `cost`. null if a figure is unknown.
       */
      margin: number | null;
    } | null;
  };
}

export interface BackfillProductAttributesInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  /**
   * false to write.
   */
  dryRun?: boolean;
}

export interface BackfillProductAttributesOutput {
  dryRun: boolean;
  /**
   * Items written by a sync.
   */
  items: number;
  /**
   * How many of these got a value, or would.
   */
  changed: number;
  /**
   * Values set.
   */
  set: {
    thcPercent: number;
    cbdPercent: number;
    strainType: number;
  };
  /**
   * Values that are missing at the POS too. Most items have no lab test.
   */
  unknown: {
    thcPercent: number;
    cbdPercent: number;
    strainType: number;
  };
  /**
   * Items with a missing value for which the POS has no readable row.
   */
  notAtPos: number;
  /**
   * Documents that weren't written by a sync. The next sync replaces or removes them.
   */
  notSynced: number;
  /**
   * The changed items; only the first ones if there are many.
   */
  listed: {
    itemId: string;
    name: string | null;
    values: {
      thcPercent?: number;
      cbdPercent?: number;
      strainType?: 'sativa' | 'indica' | 'hybrid' | 'cbd';
    };
  }[];
}

export interface ListTenantsInput {
  /**
   * Only this one.
   */
  orgId?: string;
  limit?: number;
  /**
   * The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page.
   */
  cursor?: string;
}

export interface ListTenantsOutput {
  tenants: {
    orgId: string;
    name: string | null;
    /**
     * IANA name. The shop's days begin and end in it.
     */
    timeZone: string;
    /**
     * null if the document has no readable POS settings.
     */
    syncStatus: ('active' | 'paused') | null;
  }[];
  /**
   * Where the next page begins. null after the last page.
   */
  nextCursor: string | null;
}

export interface GetSyncStatusInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
}

export interface GetSyncStatusOutput {
  /**
   * null if the tenant has never been synced.
   */
  status: {
    /**
     * How the last sync ended, or `running`; `idle` before the first.
     */
    state: 'idle' | 'running' | 'succeeded' | 'failed';
    /**
     * The start of the last complete success.
     */
    lastSyncAt: string | null;
    /**
     * The start of the last run for recent changes that succeeded.
     */
    lastRecentSyncAt: string | null;
    /**
     * The start of the last run.
     */
    lastAttemptAt: string | null;
    /**
     * The last run.
     */
    lastRunId: string | null;
    /**
     * Customers of the POS.
     */
    customerCount: number;
    /**
     * Stored orders.
     */
    orderCount: number;
    /**
     * Items of the menu.
     */
    menuProductsCount: number;
    /**
     * Customers of the POS by segment.
     */
    segmentCounts: {
      [k: string]: number;
    };
    /**
     * Why the last attempt failed; null after a success.
     */
    lastError: {
      /**
       * Stable; docs/operations.md lists them.
       */
      code: string;
      /**
       * Says what is wrong and what to do.
       */
      message: string;
      /**
       * Where it happened.
       */
      stage: string;
      /**
       * When.
       */
      at: string;
    } | null;
    /**
     * What was odd about the POS's answers in the last complete success, and stopped nothing.
     */
    warnings: {
      /**
       * Stable; docs/operations.md lists them.
       */
      code: string;
      /**
       * Says what is odd and what to do.
       */
      message: string;
      /**
       * When a sync first met it.
       */
      since: string;
    }[];
    /**
     * Rows per page that the POS gives, if it was found to give fewer than asked for; null otherwise.
     */
    pageSize: number | null;
    /**
     * The day from which the next sync reads orders once more, because some were missed or matched nobody (decision 18).
     */
    revisitFrom: string | null;
    /**
     * Which thresholds every customer's segment follows, as a fingerprint; null for the defaults.
     */
    segmentRules: string | null;
    /**
     * The update time of the tenant's document when all segments were last checked. If the document has been written since, the next sync checks again (decision 32).
     */
    tenantVersion: string | null;
    /**
     * When a customer entered by hand was erased first; from then on rows of the POS are kept without what can be theirs (decision 11).
     */
    manualErasedAt: string | null;
    run: {
      startedAt: string;
      stage: string;
      /**
       * `full` also reads every document, and repairs what was edited or deleted by hand.
       */
      mode: 'incremental' | 'full';
      /**
       * Count what would be written, and write nothing.
       */
      dryRun: boolean;
    } | null;
  } | null;
}

export interface ListSyncRunsInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  limit?: number;
  /**
   * The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page.
   */
  cursor?: string;
}

export interface ListSyncRunsOutput {
  runs: {
    /**
     * The run's id.
     */
    runId: string;
    trigger: string;
    mode: string;
    dryRun: boolean;
    /**
     * `running` while it is continued or retried.
     */
    state: 'running' | 'succeeded' | 'failed';
    /**
     * The last one it reached.
     */
    stage: string;
    /**
     * When it began.
     */
    startedAt: string;
    /**
     * When it ended.
     */
    finishedAt: string | null;
    /**
     * The days of orders it read.
     */
    window: {
      from: string;
      to: string;
    } | null;
    /**
     * What Firestore bills for it.
     */
    billed: {
      reads: number;
      writes: number;
      deletes: number;
      /**
       * In dollars, at list prices.
       */
      usd: number;
    };
    /**
     * Why it failed.
     */
    error: {
      /**
       * Stable; docs/operations.md lists them.
       */
      code: string;
      /**
       * Says what is wrong and what to do.
       */
      message: string;
      /**
       * Where it happened.
       */
      stage: string;
      /**
       * When.
       */
      at: string;
    } | null;
    /**
     * Which part of the tenant it covers: a window of days, or one customer. null for everything.
     */
    scope: {
      kind: 'window' | 'customer' | 'recent';
      posCustomerId: string | null;
    } | null;
    /**
     * Orders by status word, of words that this release does not know.
     */
    unknownStatuses: {
      word: string;
      count: number;
    }[];
    stages: {
      [k: string]: {
        /**
         * Documents it created.
         */
        added: number;
        /**
         * Documents it changed.
         */
        updated: number;
        /**
         * Records that were as they are stored.
         */
        unchanged: number;
        /**
         * Documents it deleted.
         */
        deleted: number;
        /**
         * Rows that could not be read, in whole or in part.
         */
        quarantined: number;
        skipped: {
          reason: string;
          count: number;
        }[];
        /**
         * Pages it read.
         */
        pages: number;
        /**
         * Milliseconds it worked.
         */
        durationMs: number;
      };
    };
  }[];
  /**
   * Where the next page begins. null after the last page.
   */
  nextCursor: string | null;
}

export interface RequestSyncInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  /**
   * `full` reads every document, and repairs what was edited or deleted by hand.
   */
  mode?: 'incremental' | 'full';
  /**
   * Count what a sync would do, without doing it. The counts are in listSyncRuns.
   */
  dryRun?: boolean;
  /**
   * Let the sync empty or halve the menu. For owners and operators.
   */
  forceMenu?: boolean;
  /**
   * Let the sync mark more than half of the customers, or all, as gone. For owners and operators.
   */
  forceCustomers?: boolean;
  /**
   * Let the sync empty fields that most records had, and take what the POS sends now for usual. For owners and operators.
   */
  forceFields?: boolean;
}

export interface RequestSyncOutput {
  /**
   * Follow it with getSyncStatus while it runs, and with listSyncRuns once it has finished.
   */
  runId: string;
}

export interface RequestBackfillInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  /**
   * The first day, in the tenant's time zone.
   */
  from: string;
  /**
   * The last day.
   */
  to: string;
  /**
   * Count what the backfill would do, without doing it.
   */
  dryRun?: boolean;
}

export interface RequestBackfillOutput {
  /**
   * Follow it with getSyncStatus while it runs, and with listSyncRuns once it has finished.
   */
  runId: string;
}

export interface ResyncCustomerInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  /**
   * The id of the customer's document, such as `alleaves_42`.
   */
  customerId: string;
}

export interface ResyncCustomerOutput {
  /**
   * Follow it with getSyncStatus while it runs, and with listSyncRuns once it has finished.
   */
  runId: string;
}

export interface PauseSyncInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
}

export interface PauseSyncOutput {
  /**
   * false if it was already paused.
   */
  changed: boolean;
}

export interface ResumeSyncInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
}

export interface ResumeSyncOutput {
  /**
   * false if it was already on.
   */
  changed: boolean;
}

export interface ListQuarantineInput {
  /**
   * The tenant. A shop's own staff may leave it out; operators must name it.
   */
  orgId?: string;
  /**
   * If left out, all streams.
   */
  stream?: 'customers' | 'orders' | 'items';
  limit?: number;
  /**
   * The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page.
   */
  cursor?: string;
}

export interface ListQuarantineOutput {
  rows: {
    /**
     * Which records of the POS it is among.
     */
    stream: 'customers' | 'orders' | 'items';
    /**
     * null if the row has no id that can be read.
     */
    posId: string | null;
    /**
     * When it was seen first.
     */
    firstSeenAt: string;
    /**
     * When it was seen last, to a day.
     */
    lastSeenAt: string;
    /**
     * On how many days it came.
     */
    count: number;
    /**
     * The row as received, for operators only. null for everyone else, and for rows about an erased customer.
     */
    payload: {
      [k: string]: unknown;
    };
    /**
     * Only the first ones; see `issueCount`.
     */
    issues: {
      /**
       * The field at fault; empty for the row as a whole.
       */
      path: string;
      /**
       * What is wrong with it.
       */
      message: string;
    }[];
    issueCount: number;
  }[];
  /**
   * Where the next page begins. null after the last page.
   */
  nextCursor: string | null;
}

export interface ListDeadLettersInput {
  /**
   * Only this tenant's. If left out, all, including those that belong to no tenant.
   */
  orgId?: string;
  /**
   * Whether it waits for somebody.
   */
  state?: 'open' | 'replayed' | 'discarded';
  limit?: number;
  /**
   * The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page.
   */
  cursor?: string;
}

export interface ListDeadLettersOutput {
  letters: {
    /**
     * Where the message was published.
     */
    topic: string;
    /**
     * The tenant; null if the message names none.
     */
    orgId: string | null;
    /**
     * The run it was of.
     */
    runId: string | null;
    /**
     * Why it failed.
     */
    error: {
      /**
       * `permanent`, `auth`, `config`, or `transient` for one that was retried too long.
       */
      kind: string;
      /**
       * Stable; docs/operations.md lists them.
       */
      code: string;
      /**
       * Says what is wrong and what to do.
       */
      message: string;
      /**
       * Where it happened.
       */
      stage: string | null;
    };
    /**
     * Of the last delivery.
     */
    attempts: number;
    /**
     * When it was stored first.
     */
    firstFailedAt: string;
    /**
     * When it was stored last.
     */
    lastFailedAt: string;
    /**
     * Whether it waits for somebody.
     */
    state: 'open' | 'replayed' | 'discarded';
    id: string;
  }[];
  /**
   * Where the next page begins. null after the last page.
   */
  nextCursor: string | null;
}

export interface ReplayDeadLetterInput {
  /**
   * The id of a dead letter, from listDeadLetters.
   */
  id: string;
}

export interface ReplayDeadLetterOutput {
  replayed: true;
}

export interface DiscardDeadLetterInput {
  /**
   * The id of a dead letter, from listDeadLetters.
   */
  id: string;
}

export interface DiscardDeadLetterOutput {
  discarded: true;
}

export interface PublicMenuQuery {
  /**
   * The shop.
   */
  orgId: string;
  /**
   * Only items of this category, in upper or lower case.
   */
  category?: string;
  /**
   * Items on the page.
   */
  limit?: number;
  /**
   * The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page.
   */
  cursor?: string;
}

export interface PublicMenuAnswer {
  /**
   * In stock. Featured items first, then by sortOrder, category and name; items without one come last.
   */
  items: {
    id: string;
    /**
     * As the menu shows it.
     */
    name: string | null;
    /**
     * As the POS has it.
     */
    brand: string | null;
    /**
     * Such as `Flower`.
     */
    category: string | null;
    /**
     * What the shop shows for one unit, before or with tax.
     */
    price: number | null;
    /**
     * Whether `price` is with tax; null without a price.
     */
    priceIncludesTax: boolean | null;
    /**
     * Before tax.
     */
    priceRetail: number | null;
    /**
     * With tax ("out the door").
     */
    priceOtd: number | null;
    /**
     * null if no lab has tested it.
     */
    thcPercent: number | null;
    /**
     * null if no lab has tested it.
     */
    cbdPercent: number | null;
    /**
     * As the POS has it.
     */
    strain: string | null;
    /**
     * By the strain, else by words of the name or the category.
     */
    strainType: ('sativa' | 'indica' | 'hybrid' | 'cbd') | null;
    /**
     * Of one unit, in `weightUnit`; null for what isn't sold by weight.
     */
    weight: number | null;
    /**
     * Such as `g`.
     */
    weightUnit: string | null;
    /**
     * false for accessories, gift cards and the like.
     */
    isCannabis: boolean | null;
    /**
     * Plain text. null if the POS has none, or none has been fetched yet.
     */
    description: string | null;
    imageUrl: string | null;
    imageUrls: string[];
    /**
     * Shown first by `getPublicMenu`.
     */
    featured: boolean;
    /**
     * Place in `getPublicMenu` after the featured items; items without one come last.
     */
    sortOrder: number | null;
  }[];
  /**
   * Items on all pages.
   */
  total: number;
  /**
   * Where the next page begins. null after the last page.
   */
  nextCursor: string | null;
}

/** Every callable: what it takes and answers. */
export interface Callables {
  /** Lists customers by segment, tag, last order and search, sorted, in pages. Least role: staff. */
  listCustomers: { input: ListCustomersInput; output: ListCustomersOutput };
  /** Returns everything about one customer: profile, latest orders, spending, and why they are in their segment and until when. Least role: staff. */
  getCustomer: { input: GetCustomerInput; output: GetCustomerOutput };
  /** Lists a customer's orders, newest first, in pages, and how each was matched to them. Least role: staff. */
  listCustomerOrders: { input: ListCustomerOrdersInput; output: ListCustomerOrdersOutput };
  /** Creates a customer by hand, or changes one. For customers from the POS, changes only tags and notes. Least role: manager. */
  upsertCustomer: { input: UpsertCustomerInput; output: UpsertCustomerOutput };
  /** Deletes a customer who was entered by hand. Least role: manager. */
  deleteCustomer: { input: DeleteCustomerInput; output: DeleteCustomerOutput };
  /** Adds tags to a customer and removes others. Concurrent edits are all kept. Least role: staff. */
  setCustomerTags: { input: SetCustomerTagsInput; output: SetCustomerTagsOutput };
  /** Replaces a customer's notes. With `expectedNotes`, only if they haven't changed since you read them. Least role: staff. */
  setCustomerNotes: { input: SetCustomerNotesInput; output: SetCustomerNotesOutput };
  /** Records whether a customer wants the shop's texts or emails. A later statement is never undone by an earlier one. Least role: staff. */
  setCustomerConsent: { input: SetCustomerConsentInput; output: SetCustomerConsentOutput };
  /** Records consent in bulk from a CSV file, by email or phone, for all customers who have that address. Least role: manager. */
  importConsent: { input: ImportConsentInput; output: ImportConsentOutput };
  /** Exports customers as CSV by segment, tag, last order and search, without notes, in pages that together make one file. Least role: manager. */
  exportCustomers: { input: ExportCustomersInput; output: ExportCustomersOutput };
  /** Erases a customer's personal data permanently; later syncs don't bring it back. Ids, orders and totals stay. Least role: owner. */
  eraseCustomer: { input: EraseCustomerInput; output: EraseCustomerOutput };
  /** Lists customers who are likely the same person, because they share an email address or a phone number, in pages. Nothing is merged. Least role: manager. */
  listDuplicateCustomers: { input: ListDuplicateCustomersInput; output: ListDuplicateCustomersOutput };
  /** Returns each segment's number of customers, their share, what they have spent, and their average order. Least role: staff. */
  getSegmentSummary: { input: GetSegmentSummaryInput; output: GetSegmentSummaryOutput };
  /** Returns how many customers will move from one segment to another in the coming days if they don't order. Least role: staff. */
  getSegmentOutlook: { input: GetSegmentOutlookInput; output: GetSegmentOutlookOutput };
  /** Lists the customers of a segment, sorted, in pages. Least role: staff. */
  listSegmentCustomers: { input: ListSegmentCustomersInput; output: ListSegmentCustomersOutput };
  /** Lists changes of segments, newest first, in pages: who moved, from where, to where, when and why. Least role: staff. */
  listSegmentChanges: { input: ListSegmentChangesInput; output: ListSegmentChangesOutput };
  /** Returns who would move from one segment to another by other thresholds. Saves nothing. Least role: manager. */
  previewSegmentRules: { input: PreviewSegmentRulesInput; output: PreviewSegmentRulesOutput };
  /** Lists customers who have stayed away longer than is usual for them, by what they have spent, in pages. Least role: staff. */
  listOverdueCustomers: { input: ListOverdueCustomersInput; output: ListOverdueCustomersOutput };
  /** Lists the customers in a segment who can be reached by email or phone and may be, in pages, and counts who was left out and why. Least role: manager. */
  getMarketingAudience: { input: GetMarketingAudienceInput; output: GetMarketingAudienceOutput };
  /** Recomputes customers' segments and totals from their spending, and writes those that differ. Least role: manager. */
  recomputeSegments: { input: RecomputeSegmentsInput; output: RecomputeSegmentsOutput };
  /** Returns what a customer has spent, by email address or POS id, and where the figures come from. Least role: staff. */
  getCustomerSpending: { input: GetCustomerSpendingInput; output: GetCustomerSpendingOutput };
  /** Returns a shop's sales today and over seven days against the week before, and what sold out. Least role: staff. */
  getToday: { input: GetTodayInput; output: GetTodayOutput };
  /** Lists a shop's items by id, in pages, whether in stock or not. Managers also see costs. Least role: staff. */
  listMenuItems: { input: ListMenuItemsInput; output: ListMenuItemsOutput };
  /** Returns everything about one item of a shop. Managers also see costs. Least role: staff. */
  getMenuItem: { input: GetMenuItemInput; output: GetMenuItemOutput };
  /** Fills in missing THC %, CBD % and strain type from the POS. By default it only reports what it would set. Least role: manager. */
  backfillProductAttributes: {
    input: BackfillProductAttributesInput;
    output: BackfillProductAttributesOutput;
  };
  /** Lists the tenants the caller can see, by id, in pages: staff see their own, operators see all. Least role: staff. */
  listTenants: { input: ListTenantsInput; output: ListTenantsOutput };
  /** Returns the state of a tenant's sync: last success, counts, last error, and the run in progress. Least role: staff. */
  getSyncStatus: { input: GetSyncStatusInput; output: GetSyncStatusOutput };
  /** Lists the records of a tenant's runs, newest first. The run in progress is in getSyncStatus. Least role: staff. */
  listSyncRuns: { input: ListSyncRunsInput; output: ListSyncRunsOutput };
  /** Starts a sync of a tenant now, in addition to the scheduled ones. Least role: manager. */
  requestSync: { input: RequestSyncInput; output: RequestSyncOutput };
  /** Reads a window of past orders from the POS. The regular schedule isn't affected. Least role: owner. */
  requestBackfill: { input: RequestBackfillInput; output: RequestBackfillOutput };
  /** Reads one customer and their recent orders from the POS again, and repairs their documents, spending and segment. Least role: manager. */
  resyncCustomer: { input: ResyncCustomerInput; output: ResyncCustomerOutput };
  /** Pauses a tenant's sync. No new run starts, and a run in progress stops between two pages. Least role: manager. */
  pauseSync: { input: PauseSyncInput; output: PauseSyncOutput };
  /** Resumes a tenant's sync. The next scheduled sync includes it. Least role: manager. */
  resumeSync: { input: ResumeSyncInput; output: ResumeSyncOutput };
  /** Lists rows from the POS that couldn't be read, fully or partly, and what's wrong with them, by stream and id. Least role: manager. */
  listQuarantine: { input: ListQuarantineInput; output: ListQuarantineOutput };
  /** Lists messages that failed permanently, most recent first. Least role: operator. */
  listDeadLetters: { input: ListDeadLettersInput; output: ListDeadLettersOutput };
  /** Publishes a dead letter's message again. A run's message starts a new run with the same options. Least role: operator. */
  replayDeadLetter: { input: ReplayDeadLetterInput; output: ReplayDeadLetterOutput };
  /** Marks a dead letter as done. It's deleted after 90 days. Least role: operator. */
  discardDeadLetter: { input: DiscardDeadLetterInput; output: DiscardDeadLetterOutput };
}
