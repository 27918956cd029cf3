import { z } from 'zod';
import { replayDeadLetter as replay } from '../../../sync/start/replay';
import { defineCallable } from '../../call/callable';
import { DOCUMENT_MALFORMED } from '../../call/errors/commonErrors';
import { deadLetterIdField, UNKNOWN_DEAD_LETTER } from './deadLetters';
import { RUN_REQUEST_ERRORS } from '../runs/runRequest';

/** Three reads, one write, and one message. */
export const replayDeadLetter = defineCallable({
  name: 'replayDeadLetter',
  summary: "Publishes a dead letter's message again. A run's message starts a new run with the same options.",
  role: 'operator',
  input: z.strictObject({ id: deadLetterIdField }),
  output: z.object({ replayed: z.literal(true) }),
  errors: [
    UNKNOWN_DEAD_LETTER,
    { code: 'dead_letter_discarded', when: 'The dead letter was discarded.' },
    { code: 'foreign_topic', when: "Its message wasn't on one of Sync Sam's topics." },
    DOCUMENT_MALFORMED,
    ...RUN_REQUEST_ERRORS,
  ],
  async handle({ context, database }, { id }) {
    await replay(context, id, database);
    return { replayed: true as const };
  },
});
