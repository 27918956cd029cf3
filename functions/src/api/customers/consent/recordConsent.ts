import { type ConsentChannel, type ConsentStatus, isNews } from '../../../rules/customers/consent';
import type { Consent } from '../../../documents/consent';
import type { Database } from '../../../platform/firestore/database';
import { editCustomer } from '../edit/editCustomer';

/** What a customer has said, and who recorded it. */
export interface Said {
  readonly channel: ConsentChannel;
  readonly status: ConsentStatus;
  readonly at: Date;
  readonly by: string;
}

/**
 * Records what a customer has said, unless they said something later. One read and at most one write.
 * @throws RequestError `unknown_customer`, `erased_customer`.
 */
export async function recordConsent(
  database: Database,
  orgId: string,
  customerId: string,
  statements: readonly Said[],
): Promise<{ changed: boolean; consent: Consent }> {
  let consent: Consent | undefined;
  const { changed, customer } = await editCustomer(database, orgId, customerId, (stored) => {
    consent = stored.consent;
    for (const { channel, ...said } of statements)
      if (isNews(consent[channel], said)) consent = { ...consent, [channel]: said };
    return consent === stored.consent ? {} : { consent };
  });
  return { changed, consent: consent ?? customer.consent };
}
