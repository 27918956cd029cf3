// Made by `npm run api` from functions/src: change it there.

export interface GetSegmentOutlookInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  days?: number;
}

export interface GetSegmentOutlookOutput {
  until: string;
  changes: {
    from: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
    to: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
    customerCount: number;
    /** Those due first. */
    first: {
      customerId: string;
      /** The full name if the POS has one, else first and last name. */
      displayName: string | null;
      /** null for guests without a name. */
      firstName: string | null;
      /** null for guests without a name. */
      lastName: string | null;
      changesAt: string | null;
    }[];
  }[];
}
