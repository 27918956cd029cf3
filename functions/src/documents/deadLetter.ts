import type { DocumentReference } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Database } from '../platform/firestore/database';
import { storedDate } from '../platform/firestore/timestamp';
import { defineDocument } from './definition/document';
import { id, operator, run } from './definition/fields';
import { paths } from './paths';

const letterError = z.object({
  kind: z
    .string()
    .describe('`permanent`, `auth`, `config`, or `transient` for one that was retried too long.'),
  code: z.string().describe('Stable; docs/operations.md lists them.'),
  message: z.string().describe('Says what is wrong and what to do.'),
  stage: z.string().nullable().describe('Where it happened.'),
});

/** A message that failed for good. Messages of stages are kept without their cursor. */
export const deadLetterDocument = defineDocument({
  name: 'dead_letters',
  path: `${paths.deadLetters}/{id}`,
  id: 'hash of topic and message id',
  writtenBy: 'storeDeadLetter',
  fields: {
    topic: id(z.string(), 'Where the message was published.'),
    messageId: id(z.string(), "Pub/Sub's id of the message."),
    orgId: id(z.string().nullable(), 'The tenant; null if the message names none.'),
    runId: id(z.string().nullable(), 'The run it belonged to.'),
    message: run(z.unknown(), 'The message: parsed if it is JSON, else its text.'),
    error: run(letterError, 'Why it failed.'),
    attempts: run(z.int(), 'Of the last delivery.'),
    firstFailedAt: run(storedDate, 'When it was stored first.'),
    lastFailedAt: run(storedDate, 'When it was stored last.'),
    state: operator(z.enum(['open', 'replayed', 'discarded']), 'Whether it waits for somebody.', {
      absent: 'open',
    }),
    expireAt: run(
      storedDate.nullable(),
      'When Firestore deletes it: 90 days after it was replayed or discarded; null while it is open.',
    ),
  },
});

export function deadLetterReference(database: Database, letterId: string): DocumentReference {
  return database.document(`${paths.deadLetters}/${letterId}`);
}
