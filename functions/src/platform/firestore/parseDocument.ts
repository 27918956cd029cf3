import type { DocumentSnapshot } from 'firebase-admin/firestore';
import type { z } from 'zod';
import { PermanentError } from '../ports/errors';

/**
 * What a document of the suite's own says.
 * @throws PermanentError `document_malformed` for one that was damaged by hand; it names the collection, and no content.
 */
export function parseDocument<Parsed>(schema: z.ZodType<Parsed>, snapshot: DocumentSnapshot): Parsed {
  const parsed = schema.safeParse(snapshot.data());
  if (parsed.success) return parsed.data;
  throw new PermanentError(
    'document_malformed',
    `A document of ${snapshot.ref.parent.id} was edited by hand and can't be read. Correct it as docs/data-model.md says, or delete it.`,
    { cause: parsed.error },
  );
}
