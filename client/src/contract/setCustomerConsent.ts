// Made by `npm run api` from functions/src: change it there.

export interface SetCustomerConsentInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  /** The id of the customer's document, such as `alleaves_42`. */
  customerId: string;
  /** Texts to the phone number, or emails. */
  channel: 'sms' | 'email';
  status: 'granted' | 'denied' | 'unknown';
  /** When the customer said so. Default: now. */
  at?: string;
}

export interface SetCustomerConsentOutput {
  /** As it is recorded now. */
  consent: {
    sms: {
      /** What the customer said last. */
      status: 'granted' | 'denied' | 'unknown';
      /** When they said so. */
      at: string | null;
      /** The uid of the person who recorded it. */
      by: string | null;
    };
    email: {
      /** What the customer said last. */
      status: 'granted' | 'denied' | 'unknown';
      /** When they said so. */
      at: string | null;
      /** The uid of the person who recorded it. */
      by: string | null;
    };
  };
  /** false if it was so already, or the customer said something else later. */
  changed: boolean;
}
