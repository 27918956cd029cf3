// Made by `npm run api` from functions/src: change it there.

export interface ListQuarantineInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  /** If left out, all streams. */
  stream?: 'customers' | 'orders' | 'items';
  limit?: number;
  /** The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page. */
  cursor?: string;
}

export interface ListQuarantineOutput {
  rows: {
    /** Which records of the POS it is among. */
    stream: 'customers' | 'orders' | 'items';
    /** null if the row has no id that can be read. */
    posId: string | null;
    /** When it was seen first. */
    firstSeenAt: string;
    /** When it was seen last, to a day. */
    lastSeenAt: string;
    /** The number of days on which it came. */
    count: number;
    /** The row as received, for operators only. null for everyone else, and for rows about an erased customer. */
    payload: {
      [k: string]: unknown;
    };
    /** Only the first ones; see `issueCount`. */
    issues: {
      /** The field at fault; empty for the row as a whole. */
      path: string;
      /** What is wrong with it. */
      message: string;
    }[];
    issueCount: number;
  }[];
  /** Where the next page begins. null after the last page. */
  nextCursor: string | null;
}
