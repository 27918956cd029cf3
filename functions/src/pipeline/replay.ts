import { z } from 'zod';
import { Database } from '../firestore/database';
import { parseDocument } from '../firestore/parseDocument';
import { paths } from '../firestore/paths';
import { readTenant } from '../firestore/tenants';
import type { Context } from '../platform/context';
import { PermanentError } from '../platform/errors';
import { logs } from './logs';
import { stageMessage } from './message';
import { requestRun } from './requestRun';

/** How long a dead letter that needs nothing more is kept; one that is open never expires. */
const CLOSED_RETENTION_MILLISECONDS = 90 * 86_400_000;

const storedLetter = z.object({ topic: z.string(), message: z.unknown(), state: z.string() });

/**
 * Publishes a dead letter's message again, as if it had just arrived, and marks it `replayed`. A message of a run starts a
 * new run with the same options, because the run it belonged to has ended; any other goes to its topic again. Where no run
 * could begin now, the letter stays open. Replaying twice is harmless: it starts one more run. Three reads and one write.
 *
 * @throws PermanentError `unknown_dead_letter`, `dead_letter_discarded`, `unknown_tenant`, `tenant_paused`,
 * `sync_under_way`, `document_malformed`; ConfigError `tenant_malformed`.
 */
export async function replayDeadLetter(
  context: Context,
  id: string,
  database = new Database(context.firestore),
): Promise<void> {
  const letter = await readDeadLetter(database, id);
  const known = stageMessage.safeParse(letter.message);
  if (known.success) {
    const { orgId, mode, dryRun, forceMenu, scope } = known.data;
    const tenant = await readTenant(database, orgId);
    await requestRun(context, database, tenant, { mode, dryRun, forceMenu, scope, trigger: 'replay' });
  } else {
    const message = z.looseObject({}).safeParse(letter.message).data ?? { text: letter.message };
    await context.publisher.publish(letter.topic, message);
  }
  await close(context, database, id, 'replayed');
  logs.deadLetterReplayed(context.log, { id, topic: letter.topic });
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

async function close(
  { clock }: Context,
  database: Database,
  id: string,
  state: 'replayed' | 'discarded',
): Promise<void> {
  const expireAt = new Date(clock.now().getTime() + CLOSED_RETENTION_MILLISECONDS);
  await database.transaction((transaction) => {
    transaction.update(referenceOf(database, id), { state, expireAt });
    return Promise.resolve();
  });
}

async function readDeadLetter(database: Database, id: string, states = ['open', 'replayed']) {
  const snapshot = await database.get(referenceOf(database, id));
  if (!snapshot.exists) {
    throw new PermanentError(
      'unknown_dead_letter',
      'There is no dead letter with this id: listDeadLetters names those that there are.',
    );
  }
  const letter = parseDocument(storedLetter, snapshot);
  if (!states.includes(letter.state)) {
    throw new PermanentError(
      'dead_letter_discarded',
      'The dead letter was discarded: set its state to open and its expireAt to null if it should be replayed after all.',
    );
  }
  return letter;
}

function referenceOf(database: Database, id: string) {
  return database.document(`${paths.deadLetters}/${id}`);
}
