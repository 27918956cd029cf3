import { FieldPath } from 'firebase-admin/firestore';
import { z } from 'zod';
import { parseDocument } from '../../firestore/parseDocument';
import { paths } from '../../firestore/paths';
import { storedDate } from '../../firestore/timestamp';
import { defineCallable, orgIdField } from '../callable';
import { DOCUMENT_MALFORMED } from '../commonErrors';
import { isoDate, storedIsoDate } from '../isoDate';
import { BAD_CURSOR, cursorField, nextCursorField, PageCursors } from '../pageCursor';
import { documentId, millisecondPosition } from '../positions';

const MAX_PAGE = 50;

const stateField = z.enum(['open', 'replayed', 'discarded']);

/** A document of `dead_letters` without its message, with its dates as they are stored or as they are answered. */
function letterWith<Instant extends z.ZodType<string>>(instant: Instant) {
  return z.object({
    topic: z.string(),
    orgId: z.string().nullable(),
    runId: z.string().nullable(),
    error: z.object({
      kind: z.string(),
      code: z.string(),
      message: z.string(),
      stage: z.string().nullable(),
    }),
    attempts: z.int().describe('Of the last delivery.'),
    firstFailedAt: instant,
    lastFailedAt: instant,
    state: stateField,
  });
}

const storedLetter = letterWith(storedIsoDate);

const position = z.object({ lastFailedAt: millisecondPosition, id: documentId });

/** One read a letter, and one more where there is a further page. */
export const listDeadLetters = defineCallable({
  name: 'listDeadLetters',
  summary: 'Messages that failed for good, those that failed last first.',
  role: 'operator',
  input: z.strictObject({
    orgId: orgIdField.optional().describe('Of one tenant; left out, of all, and of none.'),
    state: stateField.default('open'),
    limit: z.int().min(1).max(MAX_PAGE).default(20),
    cursor: cursorField,
  }),
  output: z.object({
    letters: z.array(letterWith(isoDate).extend({ id: z.string() })).max(MAX_PAGE),
    nextCursor: nextCursorField,
  }),
  errors: [BAD_CURSOR, DOCUMENT_MALFORMED],
  async handle({ database }, input) {
    const { orgId, state, limit } = input;
    const cursors = new PageCursors('listDeadLetters', input, position);
    const after = cursors.read(input.cursor);
    const inState = database.collection(paths.deadLetters).where('state', '==', state);
    const sorted = (orgId === undefined ? inState : inState.where('orgId', '==', orgId))
      .orderBy('lastFailedAt', 'desc')
      .orderBy(FieldPath.documentId(), 'desc')
      .select(...Object.keys(storedLetter.shape));
    const query = after === null ? sorted : sorted.startAfter(new Date(after.lastFailedAt), after.id);
    const { docs } = await database.query(query.limit(limit + 1));
    const page = docs.slice(0, limit);
    const last = docs.length > limit ? page.at(-1) : undefined;
    return {
      letters: page.map((snapshot) => ({ id: snapshot.id, ...parseDocument(storedLetter, snapshot) })),
      nextCursor: cursors.write(
        last === undefined
          ? null
          : { lastFailedAt: storedDate.parse(last.get('lastFailedAt')).getTime(), id: last.id },
      ),
    };
  },
});
