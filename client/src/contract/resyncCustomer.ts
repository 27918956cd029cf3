// Made by `npm run api` from functions/src: change it there.

export interface ResyncCustomerInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  /** The id of the customer's document, such as `alleaves_42`. */
  customerId: string;
}

export interface ResyncCustomerOutput {
  /** Follow it with getSyncStatus while it runs, and with listSyncRuns once it has finished. */
  runId: string;
}
