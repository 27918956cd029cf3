// Made by `npm run api` from functions/src: change it there.

export interface DeleteCustomerInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  /** The id of the customer's document, such as `alleaves_42`. */
  customerId: string;
}

export interface DeleteCustomerOutput {
  deleted: true;
}
