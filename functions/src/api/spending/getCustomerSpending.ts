import { z } from 'zod';
import { realEmail } from '../../rules/identity/email';
import { parsePosId } from '../../rules/identity/posId';
import { defineCallable, orgIdField } from '../call/callable';
import { RequestError } from '../call/errors/requestError';
import { lookUpSpending, type SpendingSubject } from './lookUpSpending';
import { SPENDING_ERRORS, spendingOutput, toSpendingOutput } from './spendingOutput';

/** One or two reads where the spending is stored; see {@link lookUpSpending}. */
export const getCustomerSpending = defineCallable({
  name: 'getCustomerSpending',
  summary: 'Returns what a customer has spent, by email address or POS id, and where the figures come from.',
  role: 'staff',
  input: z
    .strictObject({
      orgId: orgIdField,
      email: z.string().max(300).optional(),
      posCustomerId: z.string().max(300).optional().describe('With or without `alleaves_` before it.'),
    })
    .meta({ examples: [{ orgId: 'org1', posCustomerId: '42' }] }),
  output: z.object({ spending: spendingOutput }),
  errors: [
    { code: 'nobody_named', when: 'Neither a real email address nor a POS id was given.' },
    { code: 'unknown_customer', when: 'The POS has no customer with this email address or id.' },
    {
      code: 'too_many_owners',
      when: 'Too many customers share the email address to add up their orders live.',
    },
    ...SPENDING_ERRORS,
  ],
  async handle({ context, database }, { orgId, email, posCustomerId }) {
    const subject = readSubject(email, posCustomerId);
    const found = await lookUpSpending(database, orgId, subject, context.settings.limits.liveSpending);
    if (found !== null) return { spending: toSpendingOutput(found) };
    throw new RequestError(
      'not-found',
      'unknown_customer',
      'The POS has no such customer. Take the email address or the POS id from the list of customers.',
    );
  },
});

function readSubject(email: string | undefined, posCustomerId: string | undefined): SpendingSubject {
  // A placeholder stands for nobody, or for everybody.
  const subject = { email: realEmail(email), posCustomerId: parsePosId(posCustomerId) ?? null };
  if (subject.email !== null || subject.posCustomerId !== null) return subject;
  throw new RequestError(
    'invalid-argument',
    'nobody_named',
    'Which customer? Give a real email address in `email`, or the POS id in `posCustomerId`.',
  );
}
