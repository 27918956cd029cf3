import { z } from 'zod';
import { CONSENT_STATUSES, type ConsentChannel } from '../rules/customers/consent';
import { storedDate } from '../platform/firestore/timestamp';
import { staff } from './definition/fields';

const status = z.enum(CONSENT_STATUSES).describe('What the customer said last.');
const at = storedDate.nullable().describe('When they said so.');
const by = z.string().nullable().describe('The uid of the person who recorded it.');

const channel = z.object({ status, at, by });
const tolerantChannel = z.object({
  status: status.catch('unknown'),
  at: at.catch(null),
  by: by.catch(null),
});

/** What is known of a customer's consent to texts, or to emails. */
export type ChannelConsent = z.output<typeof channel>;
export type Consent = Readonly<Record<ConsentChannel, ChannelConsent>>;

const unknownChannel: ChannelConsent = { status: 'unknown', at: null, by: null };
const absent = { sms: unknownChannel, email: unknownChannel };

/** A customer's consent to marketing, by channel. */
export const consentField = {
  ...staff(z.object({ sms: channel, email: channel }), 'Whether the shop may send marketing.', { absent }),
  // A channel that somebody damaged by hand takes nothing from the other, nor a damaged date from what was said.
  tolerant: z
    .object({
      sms: tolerantChannel.catch(unknownChannel),
      email: tolerantChannel.catch(unknownChannel),
    })
    .catch(absent),
};
