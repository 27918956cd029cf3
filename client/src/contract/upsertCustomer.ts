// Made by `npm run api` from functions/src: change it there.

export interface UpsertCustomerInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  /** The customer to change. Leave it out to create one. */
  customerId?: string;
  /** Chosen by the caller for a new customer, so that a repeated call doesn't create a second one. */
  requestId?: string;
  /** Fields to set, for customers entered by hand. null empties a field; fields left out stay as they are. */
  profile?: {
    email?: string | null;
    phone?: string | null;
    firstName?: string | null;
    lastName?: string | null;
    /** If left out or null, first and last name. */
    displayName?: string | null;
    birthDate?: string | null;
    loyaltyPoints?: number | null;
    customerSince?: string | null;
  };
  tags?: {
    add?: string[];
    remove?: string[];
  };
  /** null empties them. */
  notes?: string | null;
  /** The notes as you read them. If they have changed since, nothing is written. If left out, the last edit wins. */
  expectedNotes?: string | null;
  /** `updatedAt` as you read it. If the profile has changed since, nothing is written. If left out, the last edit wins. */
  expectedUpdatedAt?: string;
}

export interface UpsertCustomerOutput {
  customerId: string;
  created: boolean;
  /** false if nothing had to change. */
  changed: boolean;
}
