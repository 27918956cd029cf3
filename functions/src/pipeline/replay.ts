import { z } from 'zod';
import { Database } from '../firestore/database';
import { paths } from '../firestore/paths';
import type { Context } from '../platform/context';
import { PermanentError } from '../platform/errors';
import { logs } from './logs';
import { stageMessage } from './message';
import { TOPICS } from './topics';

const storedLetter = z.object({ topic: z.string(), message: z.unknown(), state: z.string() });

/**
 * Publishes a dead letter's message again, as if it had just arrived, and marks it `replayed`. A message of a run starts a
 * new run with the same options, because the run it belonged to has ended; any other goes to its topic as it was.
 * Replaying twice is harmless: it starts one more run.
 *
 * @throws PermanentError `unknown_dead_letter`, or `dead_letter_discarded`.
 */
export async function replayDeadLetter(context: Context, id: string): Promise<void> {
  const { reference, letter } = await readDeadLetter(context, id);
  const known = stageMessage.safeParse(letter.message);
  if (known.success) {
    const { orgId, mode, dryRun, forceMenu } = known.data;
    const message = { orgId, mode, dryRun, forceMenu, trigger: 'replay' };
    await context.publisher.publish(TOPICS.customers, message);
  } else {
    const message = z.looseObject({}).safeParse(letter.message).data ?? { text: letter.message };
    await context.publisher.publish(letter.topic, message);
  }
  await reference.update({ state: 'replayed' });
  logs.deadLetterReplayed(context.log, { id, topic: letter.topic });
}

/** Marks a dead letter as one that needs nothing more. @throws PermanentError `unknown_dead_letter`. */
export async function discardDeadLetter(context: Context, id: string): Promise<void> {
  const { reference } = await readDeadLetter(context, id, ['open', 'replayed', 'discarded']);
  await reference.update({ state: 'discarded' });
}

async function readDeadLetter(context: Context, id: string, states = ['open', 'replayed']) {
  const database = new Database(context.firestore);
  const reference = database.document(`${paths.deadLetters}/${id}`);
  const snapshot = await database.get(reference);
  if (!snapshot.exists) {
    throw new PermanentError(
      'unknown_dead_letter',
      `There is no dead letter '${id}': look at the collection dead_letters.`,
    );
  }
  const letter = storedLetter.parse(snapshot.data());
  if (!states.includes(letter.state)) {
    throw new PermanentError(
      'dead_letter_discarded',
      `The dead letter '${id}' was discarded: set its state to open if it should be replayed after all.`,
    );
  }
  return { reference, letter };
}
