import { FieldPath } from 'firebase-admin/firestore';
import { z } from 'zod';
import { idsWithPrefix } from '../../firestore/idsWithPrefix';
import { parseDocument } from '../../firestore/parseDocument';
import { paths } from '../../firestore/paths';
import { defineCallable, orgIdField } from '../callable';
import { DOCUMENT_MALFORMED } from '../commonErrors';
import { isoDate, storedIsoDate } from '../isoDate';
import { BAD_CURSOR, cursorField, nextCursorField, PageCursors } from '../pageCursor';
import { documentId } from '../positions';

/** Payloads have up to 64 KiB each, and an answer up to 10 MB. */
const MAX_PAGE = 50;

/** A row can have a fault in each of hundreds of lines; the first ones tell. */
const MAX_ISSUES = 20;

const streamField = z.enum(['customers', 'orders', 'items']);

const issue = z.object({ path: z.string(), message: z.string() });

/** A document of `sync_quarantine`, with its dates as they are stored or as they are answered. */
function rowWith<Instant extends z.ZodType<string>>(instant: Instant) {
  return {
    stream: streamField,
    posId: z.string().nullable().describe('null where the row has no id that can be read.'),
    firstSeenAt: instant,
    lastSeenAt: instant.describe('To a day.'),
    count: z.int().describe('On how many days it came.'),
    payload: z
      .unknown()
      .describe(
        'The row as received, for operators only, and null for all others; also null where it was about an erased customer.',
      ),
  };
}

const storedRow = z.object({
  ...rowWith(storedIsoDate),
  payload: z.unknown().optional(),
  issues: z.array(issue),
});

/** One read a row, and one more where there is a further page. */
export const listQuarantine = defineCallable({
  name: 'listQuarantine',
  summary:
    'Rows of the POS that could not be read, in whole or in part, with what is wrong with them; by stream and id.',
  role: 'manager',
  input: z.strictObject({
    orgId: orgIdField,
    stream: streamField.optional().describe('Left out, all of them.'),
    limit: z.int().min(1).max(MAX_PAGE).default(20),
    cursor: cursorField,
  }),
  output: z.object({
    rows: z
      .array(
        z.object({
          ...rowWith(isoDate),
          issues: z.array(issue).max(MAX_ISSUES).describe('The first ones; see `issueCount`.'),
          issueCount: z.int(),
        }),
      )
      .max(MAX_PAGE),
    nextCursor: nextCursorField,
  }),
  errors: [BAD_CURSOR, DOCUMENT_MALFORMED],
  async handle({ database, caller }, input) {
    const { orgId, stream, limit } = input;
    const cursors = new PageCursors('listQuarantine', input, documentId);
    const after = cursors.read(input.cursor);
    const collection = database.collection(paths.quarantine(orgId));
    const rows = stream === undefined ? collection : idsWithPrefix(collection, `${stream}_`);
    const shape = caller.role === 'operator' ? storedRow : storedRow.omit({ payload: true });
    const sorted = rows.orderBy(FieldPath.documentId()).select(...Object.keys(shape.shape));
    const { docs } = await database.query(
      (after === null ? sorted : sorted.startAfter(after)).limit(limit + 1),
    );
    const page = docs.slice(0, limit);
    return {
      rows: page.map((snapshot) => {
        const { issues, payload = null, ...row } = parseDocument(storedRow, snapshot);
        return { ...row, payload, issues: issues.slice(0, MAX_ISSUES), issueCount: issues.length };
      }),
      nextCursor: cursors.write(docs.length > limit ? (page.at(-1)?.id ?? null) : null),
    };
  },
});
