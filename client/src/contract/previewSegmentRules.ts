// Made by `npm run api` from functions/src: change it there.

export interface PreviewSegmentRulesInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  /** As they would be saved in the tenant's `segmentRules`. Thresholds left out get their defaults. */
  rules: {
    /** `vip`: dollars spent, at least. Default: 1000. */
    vipDollars?: number;
    /** `vip`: orders, at least. Default: 10. */
    vipOrders?: number;
    /** `loyal`: orders, at least; at most `vipOrders`. Default: 5. */
    loyalOrders?: number;
    /** `loyal`: days since the last order, fewer than this; at most `churnedOverDays`. Default: 60. */
    loyalUnderDays?: number;
    /** `at_risk`: days since the last order, more than this; less than `loyalUnderDays`. Default: 45. */
    atRiskOverDays?: number;
    /** `churned`: days since the last order, more than this. Default: 90. */
    churnedOverDays?: number;
    /** `returning`: orders, at least; at most `loyalOrders`. Default: 2. */
    returningOrders?: number;
  };
}

export interface PreviewSegmentRulesOutput {
  customerCount: number;
  movedCount: number;
  /** Customers of the POS by the current rules, and by these. */
  segments: {
    segment: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
    before: number;
    after: number;
  }[];
  /** The largest first. */
  moves: {
    from: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
    to: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
    customerCount: number;
    /** Those who have spent the most. */
    first: {
      customerId: string;
      /** The full name if the POS has one, else first and last name. */
      displayName: string | null;
      /** null for guests without a name. */
      firstName: string | null;
      /** null for guests without a name. */
      lastName: string | null;
      /** The sum of all orders that count. */
      totalSpent: number;
      /** Orders that count. A negative total (a refund line) is not an order. */
      orderCount: number;
      /** The date of the latest of these orders. */
      lastOrderDate: string | null;
    }[];
  }[];
}
