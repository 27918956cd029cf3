import { z } from 'zod';
import { ORG_ID } from '../../documents/paths';
import { runOptions } from '../../documents/runOptions';
import { PermanentError } from '../../platform/ports/errors';
import { runProgress } from '../../documents/runProgress';

/** One delivery of a Pub/Sub message, as received. */
export interface Delivery {
  topic: string;
  messageId: string;
  /** When the message was published; transient failures are retried until the retry window after it has passed. */
  publishedAt: Date;
  /** The message's data, base64. */
  data: string;
}

/**
 * The message of every stage. Only `orgId` is required on `pos-sync-tenant`: such a message starts a run. `runId` and
 * `step` are set by the suite itself; old messages must stay readable by new releases, so fields are only ever added.
 */
export const stageMessage = z.object({
  orgId: z.string().regex(ORG_ID),
  runId: z
    .string()
    .regex(/^[\w-]{1,100}$/)
    .optional(),
  /** Number of the delivery within its run: 0 starts it, each continuation and each next stage is one more. */
  step: z.int().min(0).default(0),
  /** Which attempt at the step before handed over; one that another attempt has taken over from has no successor. */
  previousAttempt: z.int().min(1).optional(),
  /** Where in the stage to go on; each stage has its own schema for it. */
  cursor: z.unknown().optional(),
  /** Of the run's first message; later ones leave them to the run's record, all but its scope. */
  ...runOptions.shape,
  progress: runProgress.optional(),
});
export type StageMessage = z.infer<typeof stageMessage>;

/** @throws PermanentError `bad_message` naming the field at fault and never its value. */
export function parseMessage(delivery: Pick<Delivery, 'topic' | 'data'>): StageMessage {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(delivery.data, 'base64').toString());
  } catch {
    throw new PermanentError(
      'bad_message',
      `The message on ${delivery.topic} isn't JSON. Publish {"orgId": "…"} to start a sync.`,
    );
  }
  const parsed = stageMessage.safeParse(json);
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map(({ path }) => path.join('.') || 'message'))].join(', ');
  throw new PermanentError(
    'bad_message',
    `The message on ${delivery.topic} is malformed at ${fields}. Publish {"orgId": "…"} to start a sync.`,
  );
}

/** The run that a message without `runId` starts: the same one for every delivery of the message. Sortable by start time. */
export function runIdOf(
  message: StageMessage,
  delivery: Pick<Delivery, 'messageId' | 'publishedAt'>,
): string {
  return message.runId ?? `${compactTime(delivery.publishedAt)}-${delivery.messageId.replace(/[^\w-]/g, '')}`;
}

/** `20261122T183000000Z`. */
export function compactTime(instant: Date): string {
  return instant.toISOString().replace(/[-:.]/g, '');
}
