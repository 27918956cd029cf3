// Made by `npm run api` from functions/src: change it there.

export interface GetMarketingAudienceInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  segment: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
  /** Customers with a real email address, a phone number, or either. */
  channel?: 'email' | 'phone' | 'any';
  /** Also phone numbers of customers who have neither granted nor denied texts. Read docs/marketing.md first. Customers who have denied them are always left out. */
  textsWithoutConsent?: boolean;
  limit?: number;
  /** The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page. */
  cursor?: string;
}

export interface GetMarketingAudienceOutput {
  /** Each with only what may be used: an address or number that the customer hasn't agreed to is null. */
  customers: {
    customerId: string;
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
  }[];
  /** Customers who could be reached and were left out, each with one reason. Add up the pages. */
  leftOut: {
    /** Known to be under the shop's `minimumAge`. */
    underAge: number;
    /** Has denied it. */
    denied: number;
    /** Has not granted texts. */
    notGranted: number;
  };
  /** Where the next page begins. null after the last page. */
  nextCursor: string | null;
}
