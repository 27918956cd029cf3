import { z } from 'zod';

/** What this consumer needs of a change; the whole document is in docs/data-model.md. */
const change = z.object({
  customerId: z.string(),
  from: z.string().nullable(),
  to: z.string(),
  cause: z.enum(['order', 'time', 'rules', 'repair']),
  previousOrderCount: z.number(),
});

/** Longer than a webhook should take; the event comes again if it takes longer. */
const TIMEOUT_MILLISECONDS = 10_000;

/**
 * Posts a change to a webhook. The same event can come twice, so the id of the change goes along: it is the same each time, and
 * the receiver can ignore what it has seen.
 *
 * @returns Whether anything was told. Not told: moves that aren't the customer's doing (`rules`, `repair`), and those of a history that
 * was read for the first time, or a new shop would greet all its old customers at once.
 * @throws Error if the webhook doesn't take it, so that the event is delivered again.
 */
export async function tellOfChange(
  webhook: string,
  { orgId, changeId }: { orgId: string; changeId: string },
  data: unknown,
): Promise<boolean> {
  const { customerId, from, to, cause, previousOrderCount } = change.parse(data);
  const isTheirDoing = cause === 'order' || cause === 'time';
  if (!isTheirDoing || previousOrderCount === 0) return false;
  const response = await fetch(webhook, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': changeId },
    body: JSON.stringify({ orgId, customerId, from, to, cause }),
    signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
  });
  if (!response.ok) throw new Error(`The webhook answered with HTTP ${response.status}.`);
  return true;
}
