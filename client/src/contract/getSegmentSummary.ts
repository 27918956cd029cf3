// Made by `npm run api` from functions/src: change it there.

export interface GetSegmentSummaryInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
}

export interface GetSegmentSummaryOutput {
  customerCount: number;
  totalSpent: number;
  /** From best to lost, as the rules name them. */
  segments: {
    segment: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
    customerCount: number;
    /** Of all customers. */
    share: number;
    orderCount: number;
    /** Dollars. */
    totalSpent: number;
    /** Of all spending. null if nothing was spent. */
    spendShare: number | null;
    /** Dollars; 0 without orders. */
    avgOrderValue: number;
  }[];
}
