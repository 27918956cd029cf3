// Made by `npm run api` from functions/src: change it there.

export interface EraseCustomerInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  /** The id of the customer's document, such as `alleaves_42`. */
  customerId: string;
}

export interface EraseCustomerOutput {
  /** When the customer was erased first. */
  erasedAt: string;
  /** Orders that this call removed the email address from. */
  orders: number;
  /** false if there's more to do than fits in one call. Call again. */
  complete: boolean;
}
