import { z } from 'zod';
import { listTenants as readPage } from '../../firestore/tenantPages';
import { defineCallable, orgIdField } from '../callable';
import { BAD_CURSOR, cursorField, nextCursorField, PageCursors } from '../pageCursor';
import { documentId } from '../positions';

const MAX_PAGE = 100;

/** Reads one tenant more than it answers. */
export const listTenants = defineCallable({
  name: 'listTenants',
  summary:
    'Lists the tenants that the caller may see, by id, in pages: their own for its people, all for operators.',
  role: 'staff',
  input: z.strictObject({
    orgId: orgIdField.optional().describe('Only this one.'),
    limit: z.int().min(1).max(MAX_PAGE).default(MAX_PAGE),
    cursor: cursorField,
  }),
  output: z.object({
    tenants: z
      .array(
        z.object({
          orgId: z.string(),
          name: z.string().nullable(),
          timeZone: z.string().describe('IANA name: days of the shop begin and end in it.'),
          syncStatus: z
            .enum(['active', 'paused'])
            .nullable()
            .describe('null where the document has no settings of a POS, or unreadable ones.'),
        }),
      )
      .max(MAX_PAGE),
    nextCursor: nextCursorField,
  }),
  errors: [BAD_CURSOR],
  async handle({ database }, input) {
    const { orgId, limit } = input;
    const cursors = new PageCursors('listTenants', input, documentId);
    const after = cursors.read(input.cursor);
    const { tenants, next } = await readPage(database, { only: orgId, after, limit });
    return { tenants, nextCursor: cursors.write(next) };
  },
});
