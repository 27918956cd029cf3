// Made by `npm run api` from functions/src: change it there.

export interface ListSegmentChangesInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  /** Changes at or after this time. To follow along, pass the `at` of the newest one you have. */
  since?: string;
  /** Changes from this segment. */
  from?: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
  /** Changes to this segment. */
  to?: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
  cause?: 'order' | 'time' | 'rules' | 'repair';
  /** The id of the customer's document, such as `alleaves_42`. */
  customerId?: string;
  /** Leaves out customers whose order history was read for the first time (`previousOrderCount` is 0). A new shop has one such change for most of its customers. */
  skipImports?: boolean;
  limit?: number;
  /** The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page. */
  cursor?: string;
}

export interface ListSegmentChangesOutput {
  changes: {
    /** Stays the same for the same change, so a program that has seen it can skip it. */
    changeId: string;
    /** The id of the customer's document. */
    customerId: string;
    /** The customer's id in the POS. */
    posCustomerId: string | null;
    /** The segment before; null if there was none to read: the customer was gone from the POS, or somebody had edited it. */
    from: ('vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned') | null;
    /** The segment from then on. */
    to: ('vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned') | null;
    /** `order`: an order came, changed or was refunded. `time`: time passed. `rules`: the thresholds changed. `repair`: what was edited by hand was put right, or the POS has the customer again. */
    cause: ('order' | 'time' | 'rules' | 'repair') | null;
    /** The rule that decided, as `segmentReason`. */
    reason: string;
    /** When it happened, later than the change of this customer before; `segmentedAt` says the same. */
    at: string | null;
    /** Of the customer at that time. */
    totalSpent: number;
    /** Orders that counted at that time. */
    orderCount: number;
    /** Orders that counted before. 0 when a history was read for the first time: a consumer that greets people leaves those out. */
    previousOrderCount: number;
  }[];
  /** With `skipImports`, the call reached its read limit before the page was full. Continue with `nextCursor`. */
  incomplete: boolean;
  /** Where the next page begins. null after the last page. */
  nextCursor: string | null;
}
