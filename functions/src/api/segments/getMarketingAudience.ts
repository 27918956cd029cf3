import { z } from 'zod';
import { calendarDate } from '../../rules/time/time';
import { customerDocument } from '../../documents/customer';
import { pick } from '../../documents/definition/pick';
import { readTenant } from '../../documents/tenant';
import { TENANT_ERRORS } from '../call/errors/commonErrors';
import { answered } from '../call/fields/answered';
import { AUDIENCE_FIELDS, CHANNELS, readReachableCustomers } from './reachableCustomers';
import { orgIdField } from '../call/callable';
import { segmentField } from '../customers/fields';
import { definePagedCallable } from '../call/paging/definePagedCallable';
import { documentId } from '../call/fields/documentId';

const MAX_PAGE = 500;

const position = z.object({
  channel: z.enum(CHANNELS),
  after: z.object({ value: z.string(), id: documentId }).nullable(),
});

const count = z.int().min(0);

/** One read for the tenant, about as many as customers in the answer or left out, and never more than 2,000 more. */
export const getMarketingAudience = definePagedCallable({
  name: 'getMarketingAudience',
  summary:
    'Lists the customers in a segment who can and may be contacted by email or phone, in pages, and counts who was left out and why.',
  role: 'manager',
  input: {
    orgId: orgIdField,
    segment: segmentField,
    channel: z
      .enum([...CHANNELS, 'any'])
      .default('any')
      .describe('Customers with a real email address, a phone number, or either.'),
    textsWithoutConsent: z
      .boolean()
      .default(false)
      .describe(
        'Also phone numbers of customers who have neither granted nor denied texts. Read docs/marketing.md first. Customers who have denied them are always left out.',
      ),
  },
  limit: { largest: MAX_PAGE, usual: 100 },
  position,
  output: {
    customers: z
      .array(
        z.object({
          customerId: z.string(),
          ...answered(pick(customerDocument.tolerant.shape, AUDIENCE_FIELDS)),
        }),
      )
      .max(MAX_PAGE)
      .describe(
        "Each with only what may be used: an address or number that the customer hasn't agreed to is null.",
      ),
    leftOut: z
      .object({
        underAge: count.describe("Known to be under the shop's `minimumAge`."),
        denied: count.describe('Has denied it.'),
        notGranted: count.describe('Has not granted texts.'),
      })
      .describe('Customers who could be reached and were left out, each with one reason. Add up the pages.'),
  },
  errors: TENANT_ERRORS,
  async readPage({ context, database }, { orgId, segment, channel, textsWithoutConsent }, page) {
    const { minimumAge, timeZone } = await readTenant(database, orgId);
    const today = calendarDate(context.clock.now(), timeZone);
    const audience = { segment, channel, rules: { minimumAge, today, textsWithoutConsent } };
    return readReachableCustomers(database, orgId, audience, page, context.settings.limits.scan);
  },
});
