// Made by `npm run api` from functions/src: change it there.

export interface ExportCustomersInput {
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
  limit?: number;
  /** The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page. */
  cursor?: string;
}

export interface ExportCustomersOutput {
  /** RFC 4180 lines ordered by id. The first page begins with the header. Phone numbers are international (`+15552340001`) where possible. Text that a spreadsheet would run as a formula begins with an apostrophe. */
  csv: string;
  customerCount: number;
  /** Where the next page begins. null after the last page. */
  nextCursor: string | null;
}
