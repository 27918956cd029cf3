import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Database } from '../../platform/firestore/database';
import { deadLetterDocument, deadLetterReference } from '../../documents/deadLetter';
import { pick } from '../../documents/definition/pick';
import { storablePayload } from '../records/quarantinedRow';
import type { Context } from '../../platform/ports/context';
import type { SyncError } from '../../platform/ports/errors';
import { startLogs } from './logs';
import type { Delivery, StageMessage } from '../run/message';
import type { StageName } from '../../documents/stageNames';

/** A message on `pos-sync-dead-letter`: a message that failed for good, and why. */
const deadLetterMessage = z.object({
  ...pick(deadLetterDocument.strict.shape, [
    ...(['topic', 'messageId', 'message', 'error', 'orgId', 'runId', 'attempts'] as const),
  ]),
  failedAt: z.iso.datetime(),
});
export type DeadLetterMessage = z.infer<typeof deadLetterMessage>;

export function deadLetterOf(
  { clock, settings }: Context,
  delivery: Delivery,
  failure: SyncError,
  run: { stage: StageName; message?: Partial<StageMessage>; runId?: string; attempt?: number },
): DeadLetterMessage {
  return {
    topic: delivery.topic,
    messageId: delivery.messageId,
    message: run.message ?? textOf(delivery).slice(0, settings.limits.deadLetter.textCharacters),
    error: { kind: failure.kind, code: failure.code, message: failure.message, stage: run.stage },
    orgId: run.message?.orgId ?? null,
    runId: run.runId ?? null,
    attempts: run.attempt ?? 1,
    failedAt: clock.now().toISOString(),
  };
}

function textOf({ data }: Delivery): string {
  return Buffer.from(data, 'base64').toString();
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
  const { deadLetter, quarantine } = context.settings.limits;
  const letter = parseDeadLetter(context, delivery);
  const id = deadLetterId(letter);
  const reference = deadLetterReference(database, id);
  await database.transaction(async (transaction) => {
    const earlier = deadLetterDocument.tolerant.parse((await transaction.get(reference)).data() ?? {});
    const failedAt = new Date(letter.failedAt);
    transaction.set(reference, {
      topic: letter.topic,
      messageId: letter.messageId,
      message: storablePayload(letter.message, quarantine),
      error: { ...letter.error, message: letter.error.message.slice(0, deadLetter.errorCharacters) },
      orgId: letter.orgId,
      runId: letter.runId,
      attempts: letter.attempts,
      firstFailedAt: earlier.firstFailedAt ?? failedAt,
      lastFailedAt: failedAt,
      state: earlier.state,
      // One that is open never expires; see replay.ts.
      expireAt: earlier.expireAt,
    });
  });
  startLogs.deadLetterStored(context.log, { id, topic: letter.topic });
}

function parseDeadLetter({ clock, settings }: Context, delivery: Delivery): DeadLetterMessage {
  const text = textOf(delivery);
  try {
    return deadLetterMessage.parse(JSON.parse(text));
  } catch {
    return {
      topic: delivery.topic,
      messageId: delivery.messageId,
      message: text.slice(0, settings.limits.deadLetter.textCharacters),
      error: {
        kind: 'permanent',
        code: 'bad_message',
        message: "Not one of Sync Sam's dead letters. Check what else publishes to this topic.",
        stage: null,
      },
      orgId: null,
      runId: null,
      attempts: 1,
      failedAt: clock.now().toISOString(),
    };
  }
}
