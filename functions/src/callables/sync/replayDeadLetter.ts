import { z } from 'zod';
import { replayDeadLetter as replay } from '../../pipeline/replay';
import { defineCallable } from '../callable';
import { DOCUMENT_MALFORMED } from '../commonErrors';
import { deadLetterIdField, UNKNOWN_DEAD_LETTER } from './deadLetters';
import { RUN_REQUEST_ERRORS } from './runRequest';

/** Three reads, one write, and one message. */
export const replayDeadLetter = defineCallable({
  name: 'replayDeadLetter',
  summary:
    'Publishes the message of a dead letter again: one of a run starts a new run with the same options.',
  role: 'operator',
  input: z.strictObject({ id: deadLetterIdField }),
  output: z.object({ replayed: z.literal(true) }),
  errors: [
    UNKNOWN_DEAD_LETTER,
    { code: 'dead_letter_discarded', when: 'The dead letter was discarded.' },
    DOCUMENT_MALFORMED,
    ...RUN_REQUEST_ERRORS,
  ],
  async handle({ context, database }, { id }) {
    await replay(context, id, database);
    return { replayed: true as const };
  },
});
