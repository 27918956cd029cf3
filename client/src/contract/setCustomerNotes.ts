// Made by `npm run api` from functions/src: change it there.

export interface SetCustomerNotesInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  /** The id of the customer's document, such as `alleaves_42`. */
  customerId: string;
  /** null empties them. */
  notes: string | null;
  /** The notes as you read them. If they have changed since, nothing is written. If left out, the last edit wins. */
  expectedNotes?: string | null;
}

export interface SetCustomerNotesOutput {
  /** false if they already said this. */
  changed: boolean;
}
