import { z } from 'zod';
import { idsWithPrefix } from '../../platform/firestore/idsWithPrefix';
import { parseDocument } from '../../platform/firestore/parseDocument';
import { quarantinedRowDocument, rowIssue } from '../../documents/quarantinedRow';
import { paths } from '../../documents/paths';
import { orgIdField } from '../call/callable';
import { DOCUMENT_MALFORMED } from '../call/errors/commonErrors';
import { answered, toAnswer } from '../call/fields/answered';
import { definePagedCallable } from '../call/paging/definePagedCallable';
import { queryPage } from '../call/paging/queryPage';
import { byId } from '../call/paging/sorting';

/** Payloads have up to 64 KiB each, and an answer up to 10 MB. */
const MAX_PAGE = 50;

/** A row can have a fault in each of hundreds of lines; the first ones tell. */
const MAX_ISSUES = 20;

const storedRow = quarantinedRowDocument.strict.omit({ runId: true, expireAt: true });
const streamField = storedRow.shape.stream;

/** One read a row, and one more if there is a further page. */
export const listQuarantine = definePagedCallable({
  name: 'listQuarantine',
  summary:
    "Lists rows from the POS that couldn't be read, fully or partly, and what's wrong with them, by stream and id.",
  role: 'manager',
  input: {
    orgId: orgIdField,
    stream: streamField.optional().describe('If left out, all streams.'),
  },
  limit: { largest: MAX_PAGE, usual: 20 },
  position: byId.position,
  output: {
    rows: z
      .array(
        z.object({
          ...answered(storedRow.omit({ payload: true, issues: true }).shape),
          payload: z
            .unknown()
            .describe(
              'The row as received, for operators only. null for everyone else, and for rows about an erased customer.',
            ),
          issues: z.array(rowIssue).max(MAX_ISSUES).describe('Only the first ones; see `issueCount`.'),
          issueCount: z.int(),
        }),
      )
      .max(MAX_PAGE),
  },
  errors: [DOCUMENT_MALFORMED],
  async readPage({ database, caller }, { orgId, stream }, page) {
    const collection = database.collection(paths.quarantine(orgId));
    const rows = stream === undefined ? collection : idsWithPrefix(collection, `${stream}_`);
    const shape = caller.role === 'operator' ? storedRow : storedRow.omit({ payload: true });
    const { docs, next } = await queryPage(database, rows.select(...Object.keys(shape.shape)), byId, page);
    return {
      rows: docs.map((snapshot) => {
        const { issues, payload = null, ...row } = parseDocument(storedRow, snapshot);
        return { ...toAnswer(row), payload, issues: issues.slice(0, MAX_ISSUES), issueCount: issues.length };
      }),
      next,
    };
  },
});
