// Made by `npm run api` from functions/src: change it there.

export interface ImportConsentInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  /** Header: `email` or `phone`, `status` (granted, denied, unknown), and optionally `channel` (sms, email) and `at`. At most 2000 rows. */
  csv: string;
  /** Say what would happen, and record nothing. */
  dryRun?: boolean;
}

export interface ImportConsentOutput {
  rows: number;
  /** Customers who have an address of the file. */
  customers: number;
  /** Customers whose record has changed; 0 in a dry run. */
  changed: number;
  /** Rows whose address nobody has. */
  unmatchedRows: number;
  /** The first of them, by line of the file. */
  unmatchedLines: number[];
  /** Rows that can't be used. */
  badRows: number;
  /** The first of them. */
  badLines: {
    line: number;
    fault: 'no_address' | 'bad_email' | 'bad_phone' | 'bad_channel' | 'bad_status' | 'bad_at';
  }[];
}
