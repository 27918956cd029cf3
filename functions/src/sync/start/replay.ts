import { z } from 'zod';
import { Database } from '../../platform/firestore/database';
import { parseDocument } from '../../platform/firestore/parseDocument';
import { deadLetterDocument, deadLetterReference } from '../../documents/deadLetter';
import { runOptions } from '../../documents/runOptions';
import { readTenant } from '../../documents/tenant';
import type { Context } from '../../platform/ports/context';
import { PermanentError } from '../../platform/ports/errors';
import { startLogs } from './logs';
import { stageMessage } from '../run/message';
import { TOPICS } from '../run/topics';
import { requestRun } from './requestRun';

const storedLetter = deadLetterDocument.strict.pick({ topic: true, message: true, state: true });

/**
 * Publishes a dead letter's message again, as if it had just arrived, and marks it `replayed`. A message of a run starts a
 * new run with the same options, because the run it belonged to has ended; any other goes to its topic again. Where no run
 * could begin now, the letter stays open. Replaying twice is harmless: it starts one more run. Three reads and one write.
 *
 * @throws PermanentError `unknown_dead_letter`, `dead_letter_discarded`, `unknown_tenant`, `tenant_paused`,
 * `sync_under_way`, `foreign_topic`, `document_malformed`; ConfigError `tenant_malformed`.
 */
export async function replayDeadLetter(
  context: Context,
  id: string,
  database = new Database(context.firestore),
): Promise<void> {
  const letter = await readDeadLetter(database, id);
  const known = stageMessage.safeParse(letter.message);
  if (known.success) {
    const tenant = await readTenant(database, known.data.orgId);
    const options = runOptions.parse(known.data);
    await requestRun(context, database, tenant, { ...options, trigger: 'replay' });
  } else {
    if (!isOwnTopic(letter.topic)) throw foreignTopic();
    const message = z.looseObject({}).safeParse(letter.message).data ?? { text: letter.message };
    await context.publisher.publish(letter.topic, message);
  }
  await close(context, database, id, 'replayed');
  startLogs.deadLetterReplayed(context.log, { id, topic: letter.topic });
}

/** Marks a dead letter as one that needs nothing more. One read and one write. @throws PermanentError `unknown_dead_letter`, `document_malformed`. */
export async function discardDeadLetter(
  context: Context,
  id: string,
  database = new Database(context.firestore),
): Promise<void> {
  await readDeadLetter(database, id, ['open', 'replayed', 'discarded']);
  await close(context, database, id, 'discarded');
}

/** What a message says of its topic comes from outside: this suite's account may publish to others' topics as well. */
function isOwnTopic(topic: string): boolean {
  return Object.values<string>(TOPICS).includes(topic);
}

function foreignTopic(): PermanentError {
  return new PermanentError(
    'foreign_topic',
    "The dead letter names a topic that isn't Sync Sam's, so its message isn't published. Find out what wrote it to pos-sync-dead-letter, and discard it.",
  );
}

async function close(
  { clock, settings }: Context,
  database: Database,
  id: string,
  state: 'replayed' | 'discarded',
): Promise<void> {
  const { retentionMilliseconds } = settings.limits.deadLetter;
  const expireAt = new Date(clock.now().getTime() + retentionMilliseconds);
  await database.transaction((transaction) => {
    transaction.update(deadLetterReference(database, id), { state, expireAt });
    return Promise.resolve();
  });
}

async function readDeadLetter(database: Database, id: string, states = ['open', 'replayed']) {
  const snapshot = await database.get(deadLetterReference(database, id));
  if (!snapshot.exists) {
    throw new PermanentError(
      'unknown_dead_letter',
      "There's no dead letter with this id. Take one from the list of dead letters.",
    );
  }
  const letter = parseDocument(storedLetter, snapshot);
  if (!states.includes(letter.state)) {
    throw new PermanentError(
      'dead_letter_discarded',
      'The dead letter was discarded. To replay it after all, set its state to open and its expireAt to null.',
    );
  }
  return letter;
}
