import { z } from 'zod';
import { discardDeadLetter as discard } from '../../pipeline/replay';
import { defineCallable } from '../callable';
import { DOCUMENT_MALFORMED } from '../commonErrors';
import { deadLetterIdField, UNKNOWN_DEAD_LETTER } from './deadLetters';

/** One read and one write. */
export const discardDeadLetter = defineCallable({
  name: 'discardDeadLetter',
  summary: 'Marks a dead letter as one that needs nothing more; it is kept for 90 days.',
  role: 'operator',
  input: z.strictObject({ id: deadLetterIdField }),
  output: z.object({ discarded: z.literal(true) }),
  errors: [UNKNOWN_DEAD_LETTER, DOCUMENT_MALFORMED],
  async handle({ context, database }, { id }) {
    await discard(context, id, database);
    return { discarded: true as const };
  },
});
