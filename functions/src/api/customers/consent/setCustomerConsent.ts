import { z } from 'zod';
import { CONSENT_CHANNELS, CONSENT_STATUSES } from '../../../rules/customers/consent';
import { defineCallable, orgIdField } from '../../call/callable';
import { RequestError } from '../../call/errors/requestError';
import { isoDate } from '../../call/fields/isoDate';
import { toAnswer } from '../../call/fields/answered';
import { customerIdField, ERASED_CUSTOMER, UNKNOWN_CUSTOMER } from '../fields';
import { AT_IN_FUTURE, consentOutput } from './fields';
import { recordConsent } from './recordConsent';

/** One read and at most one write. */
export const setCustomerConsent = defineCallable({
  name: 'setCustomerConsent',
  summary:
    "Records whether a customer wants the shop's texts or emails. A later statement is never undone by an earlier one.",
  role: 'staff',
  input: z.strictObject({
    orgId: orgIdField,
    customerId: customerIdField,
    channel: z.enum(CONSENT_CHANNELS).describe('Texts to the phone number, or emails.'),
    status: z.enum(CONSENT_STATUSES),
    at: isoDate.optional().describe('When the customer said so. Default: now.'),
  }),
  output: z.object({
    consent: consentOutput.describe('As it is recorded now.'),
    changed: z.boolean().describe('false if it was so already, or the customer said something else later.'),
  }),
  errors: [UNKNOWN_CUSTOMER, ERASED_CUSTOMER, AT_IN_FUTURE],
  async handle({ context, database, caller }, { orgId, customerId, channel, status, at }) {
    const now = context.clock.now();
    const said = { channel, status, at: at === undefined ? now : new Date(at), by: caller.uid };
    if (said.at > now)
      throw new RequestError(
        'invalid-argument',
        'at_in_future',
        'The time of the statement is in the future. Leave it out for now, or correct it.',
      );
    const { changed, consent } = await recordConsent(database, orgId, customerId, [said]);
    return { changed, consent: toAnswer(consent) };
  },
});
