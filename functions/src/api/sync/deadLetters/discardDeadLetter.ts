import { z } from 'zod';
import { discardDeadLetter as discard } from '../../../sync/start/replay';
import { defineCallable } from '../../call/callable';
import { DOCUMENT_MALFORMED } from '../../call/errors/commonErrors';
import { deadLetterIdField, UNKNOWN_DEAD_LETTER } from './deadLetters';

/** One read and one write. */
export const discardDeadLetter = defineCallable({
  name: 'discardDeadLetter',
  summary: "Marks a dead letter as done. It's deleted after 90 days.",
  role: 'operator',
  checksSession: true,
  input: z.strictObject({ id: deadLetterIdField }),
  output: z.object({ discarded: z.literal(true) }),
  errors: [UNKNOWN_DEAD_LETTER, DOCUMENT_MALFORMED],
  async handle({ context, database }, { id }) {
    await discard(context, id, database);
    return { discarded: true as const };
  },
});
