// Made by `npm run api` from functions/src: change it there.

export interface ListTenantsInput {
  /** Only this one. */
  orgId?: string;
  limit?: number;
  /** The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page. */
  cursor?: string;
}

export interface ListTenantsOutput {
  tenants: {
    orgId: string;
    name: string | null;
    /** IANA name. The shop's days begin and end in it. */
    timeZone: string;
    /** null if the document has no readable POS settings. */
    syncStatus: ('active' | 'paused') | null;
  }[];
  /** Where the next page begins. null after the last page. */
  nextCursor: string | null;
}
