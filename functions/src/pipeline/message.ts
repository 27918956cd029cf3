import { z } from 'zod';
import { ORG_ID } from '../firestore/paths';
import { runScope } from '../firestore/runScope';
import { PermanentError } from '../platform/errors';
import { runProgress } from './progress';

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
  trigger: z.enum(['schedule', 'manual', 'backfill', 'replay']).default('manual'),
  mode: z.enum(['incremental', 'full']).default('incremental'),
  /** Count what would be written and write nothing. */
  dryRun: z.boolean().default(false),
  /** Let the run remove more than half of the menu (design §7). */
  forceMenu: z.boolean().default(false),
  /** Only a part of the tenant; null for all of it. */
  scope: runScope.nullable().default(null),
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
      `The message on ${delivery.topic} is not JSON: publish {"orgId": "…"} to start a sync.`,
    );
  }
  const parsed = stageMessage.safeParse(json);
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map(({ path }) => path.join('.') || 'message'))].join(', ');
  throw new PermanentError(
    'bad_message',
    `The message on ${delivery.topic} is malformed at ${fields}: publish {"orgId": "…"} to start a sync.`,
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
