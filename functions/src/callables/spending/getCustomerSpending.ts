import { z } from 'zod';
import { realEmail } from '../../domain/email';
import { parsePosId } from '../../domain/posId';
import { defineCallable, orgIdField } from '../callable';
import { RequestError } from '../requestError';
import { lookUpSpending, type SpendingSubject } from './lookUpSpending';
import { SPENDING_ERRORS, spendingOutput, toSpendingOutput } from './spendingOutput';

/** One or two reads where the spending is stored; see {@link lookUpSpending}. */
export const getCustomerSpending = defineCallable({
  name: 'getCustomerSpending',
  summary: 'Tells what a customer has spent, by address or by POS id, and where the figures come from.',
  role: 'staff',
  input: z.strictObject({
    orgId: orgIdField,
    email: z.string().max(300).optional(),
    posCustomerId: z.string().max(300).optional().describe('With or without `alleaves_` before it.'),
  }),
  output: z.object({ spending: spendingOutput }),
  errors: [
    { code: 'nobody_named', when: 'Neither a real address nor a POS id is given.' },
    { code: 'unknown_customer', when: 'The POS has nobody with the address or id.' },
    { code: 'too_many_owners', when: 'Too many customers share the address to add up their orders live.' },
    ...SPENDING_ERRORS,
  ],
  async handle({ database }, { orgId, email, posCustomerId }) {
    const found = await lookUpSpending(database, orgId, readSubject(email, posCustomerId));
    if (found !== null) return { spending: toSpendingOutput(found) };
    throw new RequestError(
      'not-found',
      'unknown_customer',
      'The POS has no such customer: take the address or the POS id from listCustomers.',
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
    'Nobody is named: give a real address in `email`, or the id of the POS in `posCustomerId`.',
  );
}
