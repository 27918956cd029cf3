import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Database } from '../firestore/database';
import { paths } from '../firestore/paths';
import { storablePayload } from '../firestore/quarantine';
import { storedDate } from '../firestore/timestamp';
import type { Context } from '../platform/context';
import type { SyncError } from '../platform/errors';
import { logs } from './logs';
import type { Delivery, StageMessage } from './message';
import type { StageName } from './topics';

/** A message on `pos-sync-dead-letter`: a message that failed for good, and why. */
const deadLetterMessage = z.object({
  topic: z.string(),
  messageId: z.string(),
  /** The failed message: parsed where it is JSON, else its text. */
  message: z.unknown(),
  error: z.object({
    kind: z.string(),
    code: z.string(),
    message: z.string(),
    stage: z.string().nullable(),
  }),
  orgId: z.string().nullable(),
  runId: z.string().nullable(),
  attempts: z.int(),
  failedAt: z.iso.datetime(),
});
export type DeadLetterMessage = z.infer<typeof deadLetterMessage>;

/** Longest error message that is kept. */
const MAX_ERROR_TEXT = 2_000;

/** Longest text of a message that isn't JSON. */
const MAX_TEXT = 64 * 1024;

export function deadLetterOf(
  delivery: Delivery,
  failure: SyncError,
  run: { stage: StageName; message?: Partial<StageMessage>; runId?: string; attempt?: number },
  now: Date,
): DeadLetterMessage {
  return {
    topic: delivery.topic,
    messageId: delivery.messageId,
    message: run.message ?? Buffer.from(delivery.data, 'base64').toString().slice(0, MAX_TEXT),
    error: { kind: failure.kind, code: failure.code, message: failure.message, stage: run.stage },
    orgId: run.message?.orgId ?? null,
    runId: run.runId ?? null,
    attempts: run.attempt ?? 1,
    failedAt: now.toISOString(),
  };
}

/** The id of a failed message's document: the same however often it is delivered. */
export function deadLetterId({ topic, messageId }: Pick<DeadLetterMessage, 'topic' | 'messageId'>): string {
  return createHash('sha256').update(`${topic}\n${messageId}`).digest('hex').slice(0, 32);
}

/**
 * Stores a dead letter in `dead_letters`, where it waits to be replayed or discarded. A message that is not one of ours
 * is stored as it is, so that nothing sent to the topic is lost.
 */
export async function receiveDeadLetter(context: Context, delivery: Delivery): Promise<void> {
  const database = new Database(context.firestore);
  const letter = parseDeadLetter(delivery, context.clock.now());
  const id = deadLetterId(letter);
  const reference = database.document(`${paths.deadLetters}/${id}`);
  await database.transaction(async (transaction) => {
    const earlier: Record<string, unknown> = (await transaction.get(reference)).data() ?? {};
    const failedAt = new Date(letter.failedAt);
    transaction.set(reference, {
      topic: letter.topic,
      messageId: letter.messageId,
      message: storablePayload(letter.message),
      error: { ...letter.error, message: letter.error.message.slice(0, MAX_ERROR_TEXT) },
      orgId: letter.orgId,
      runId: letter.runId,
      attempts: letter.attempts,
      firstFailedAt: storedDate.safeParse(earlier['firstFailedAt']).data ?? failedAt,
      lastFailedAt: failedAt,
      state: earlier['state'] ?? 'open',
      // One that is open never expires; see replay.ts.
      expireAt: earlier['expireAt'] ?? null,
    });
  });
  logs.deadLetterStored(context.log, { id, topic: letter.topic });
}

function parseDeadLetter(delivery: Delivery, now: Date): DeadLetterMessage {
  const text = Buffer.from(delivery.data, 'base64').toString();
  try {
    return deadLetterMessage.parse(JSON.parse(text));
  } catch {
    return {
      topic: delivery.topic,
      messageId: delivery.messageId,
      message: text.slice(0, MAX_TEXT),
      error: {
        kind: 'permanent',
        code: 'bad_message',
        message: 'Not a dead letter of this suite: look at what else publishes to this topic.',
        stage: null,
      },
      orgId: null,
      runId: null,
      attempts: 1,
      failedAt: now.toISOString(),
    };
  }
}
