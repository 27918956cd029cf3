// Made by `npm run api` from functions/src: change it there.

export interface SetCustomerTagsInput {
  add?: string[];
  remove?: string[];
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  /** The id of the customer's document, such as `alleaves_42`. */
  customerId: string;
}

export interface SetCustomerTagsOutput {
  /** All tags after the edit. */
  tags: string[];
  changed: boolean;
}
