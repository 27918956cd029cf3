import { z } from 'zod';

/** As storeDeadLetter makes them: see deadLetterId. */
export const deadLetterIdField = z
  .string()
  .max(64)
  .regex(/^[\w-]+$/)
  .describe('The id of a dead letter, from listDeadLetters.')
  .meta({ examples: ['9f86d081884c7d659a2feaa0c55ad015'] });

export const UNKNOWN_DEAD_LETTER = { code: 'unknown_dead_letter', when: "There's no such dead letter." };
