import { FieldPath } from 'firebase-admin/firestore';
import { z } from 'zod';
import { parseDocument } from '../../firestore/parseDocument';
import { paths } from '../../firestore/paths';
import { runScope } from '../../firestore/runScope';
import { storedDate } from '../../firestore/timestamp';
import { STAGE_NAMES } from '../../pipeline/topics';
import { defineCallable, orgIdField } from '../callable';
import { DOCUMENT_MALFORMED } from '../commonErrors';
import { isoDate, storedIsoDate } from '../isoDate';
import { BAD_CURSOR, cursorField, nextCursorField, PageCursors } from '../pageCursor';
import { documentId, millisecondPosition } from '../positions';

const MAX_PAGE = 50;

/** Reasons for which stages leave out records: a handful. */
const MAX_REASONS = 20;

const count = z.int().min(0);

const stageCounts = {
  added: count,
  updated: count,
  unchanged: count,
  deleted: count,
  quarantined: count,
  pages: count,
  durationMs: count,
};

/** A document of `sync_runs`, with its dates as they are stored or as they are answered. */
function runWith<Instant extends z.ZodType<string>>(instant: Instant) {
  return {
    runId: z.string(),
    trigger: z.string(),
    mode: z.string(),
    dryRun: z.boolean(),
    state: z.enum(['running', 'succeeded', 'failed']),
    stage: z.string().describe('The last one it reached.'),
    startedAt: instant,
    finishedAt: instant.nullable(),
    window: z.object({ from: z.string(), to: z.string() }).nullable().describe('The days of orders it read.'),
    billed: z.object({ reads: count, writes: count, deletes: count, usd: z.number() }),
    error: z.object({ code: z.string(), message: z.string(), stage: z.string(), at: instant }).nullable(),
  };
}

const storedRun = z.object({
  ...runWith(storedIsoDate),
  scope: runScope.nullable().default(null),
  stages: z.partialRecord(
    z.enum(STAGE_NAMES),
    z.object({ ...stageCounts, skipped: z.record(z.string(), count) }),
  ),
});

const listedRun = z.object({
  ...runWith(isoDate),
  scope: z
    .object({ kind: z.enum(['window', 'customer']), posCustomerId: z.string().nullable() })
    .nullable()
    .describe('What part of the tenant it covers: a window of the past, or one customer; null for all.'),
  stages: z.partialRecord(
    z.enum(STAGE_NAMES),
    z.object({
      ...stageCounts,
      skipped: z.array(z.object({ reason: z.string(), count })).max(MAX_REASONS),
    }),
  ),
});

const position = z.object({ startedAt: millisecondPosition, id: documentId });

/** One read a run, and one more where there is a further page. */
export const listSyncRuns = defineCallable({
  name: 'listSyncRuns',
  summary: "The records of a tenant's runs, newest first; the run under way is in getSyncStatus.",
  role: 'staff',
  input: z.strictObject({
    orgId: orgIdField,
    limit: z.int().min(1).max(MAX_PAGE).default(20),
    cursor: cursorField,
  }),
  output: z.object({ runs: z.array(listedRun).max(MAX_PAGE), nextCursor: nextCursorField }),
  errors: [BAD_CURSOR, DOCUMENT_MALFORMED],
  async handle({ database }, input) {
    const { orgId, limit } = input;
    const cursors = new PageCursors('listSyncRuns', input, position);
    const after = cursors.read(input.cursor);
    const sorted = database
      .collection(paths.syncRuns(orgId))
      .orderBy('startedAt', 'desc')
      .orderBy(FieldPath.documentId(), 'desc');
    const query = after === null ? sorted : sorted.startAfter(new Date(after.startedAt), after.id);
    const { docs } = await database.query(query.limit(limit + 1));
    const page = docs.slice(0, limit);
    const last = docs.length > limit ? page.at(-1) : undefined;
    return {
      runs: page.map((snapshot) => toListedRun(parseDocument(storedRun, snapshot))),
      nextCursor: cursors.write(
        last === undefined
          ? null
          : { startedAt: storedDate.parse(last.get('startedAt')).getTime(), id: last.id },
      ),
    };
  },
});

function toListedRun({ scope, stages, ...run }: z.output<typeof storedRun>): z.output<typeof listedRun> {
  return {
    ...run,
    scope: scope && {
      kind: scope.kind,
      posCustomerId: scope.kind === 'customer' ? scope.posCustomerId : null,
    },
    stages: Object.fromEntries(
      Object.entries(stages).map(([stage, { skipped, ...counts }]) => [
        stage,
        {
          ...counts,
          skipped: Object.entries(skipped)
            .slice(0, MAX_REASONS)
            .map(([reason, times]) => ({ reason, count: times })),
        },
      ]),
    ),
  };
}
