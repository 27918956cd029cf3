// Made by `npm run api` from functions/src: change it there.

export interface RecomputeSegmentsInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  /** Customers to check in this call. */
  limit?: number;
  /** The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page. */
  cursor?: string;
}

export interface RecomputeSegmentsOutput {
  /** Customers from the POS that were checked. Those entered by hand have no orders. */
  checked: number;
  changed: number;
  /** Customers whose documents were edited by hand and can't be read. A sync with mode `full` repairs them. */
  failed: number;
  /** Where the next page begins. null after the last page. */
  nextCursor: string | null;
}
