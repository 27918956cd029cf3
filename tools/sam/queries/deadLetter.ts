import { z } from 'zod';
import { canonicalJson } from '../../../functions/src/rules/identity/fingerprint';
import type { Database } from '../../../functions/src/platform/firestore/database';
import { paths } from '../../../functions/src/documents/paths';
import { CommandFailure } from '../failure';

/** A letter as it is stored, with dates as text; of what is in it only the error's code is relied on. */
const storedLetter = z.looseObject({ error: z.looseObject({ code: z.string().catch('unknown') }) });

/** One dead letter whole. One read. @throws CommandFailure `unknown_dead_letter`. */
export async function readDeadLetter(database: Database, id: string) {
  const snapshot = await database.get(database.document(`${paths.deadLetters}/${id}`));
  if (snapshot.exists) return { id, ...storedLetter.parse(JSON.parse(canonicalJson(snapshot.data()))) };
  throw new CommandFailure(
    'unknown_dead_letter',
    "There's no dead letter with this id. `dead-letters list` shows all.",
  );
}
