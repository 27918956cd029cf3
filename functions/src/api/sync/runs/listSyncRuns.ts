import { z } from 'zod';
import { MAXIMUM_STATUS_WORDS } from '../../../rules/money/statusWords';
import { parseDocument } from '../../../platform/firestore/parseDocument';
import { paths } from '../../../documents/paths';
import { stageCounts, unknownStatuses } from '../../../documents/runProgress';
import { STAGE_NAMES } from '../../../documents/stageNames';
import { syncRunDocument } from '../../../documents/syncRun';
import { orgIdField } from '../../call/callable';
import { DOCUMENT_MALFORMED } from '../../call/errors/commonErrors';
import { answered, toAnswer } from '../../call/fields/answered';
import { definePagedCallable } from '../../call/paging/definePagedCallable';
import { queryPage } from '../../call/paging/queryPage';
import { newestFirst } from '../../call/paging/sorting';

const MAX_PAGE = 50;

/** Reasons for which stages leave out records: a handful. */
const MAX_REASONS = 20;

/** A run's record; words of later releases are shown as they are, and earlier ones have counted no status words. */
const storedRun = syncRunDocument.strict
  // The shares of fields are for those who look into a false answer.
  .omit({ expireAt: true, fillRates: true })
  .extend({ trigger: z.string(), mode: z.string(), dryRun: z.boolean(), unknownStatuses });

const count = z.int().min(0);

const listedRun = z.object({
  ...answered(storedRun.omit({ scope: true, stages: true, unknownStatuses: true }).shape),
  scope: z
    .object({ kind: z.enum(['window', 'customer', 'recent']), posCustomerId: z.string().nullable() })
    .nullable()
    .describe('Which part of the tenant it covers: a window of days, or one customer. null for everything.'),
  unknownStatuses: z
    .array(z.object({ word: z.string(), count }))
    .max(MAXIMUM_STATUS_WORDS + 1)
    .describe('Orders by status word, of words that this release does not know.'),
  stages: z.partialRecord(
    z.enum(STAGE_NAMES),
    stageCounts.extend({ skipped: z.array(z.object({ reason: z.string(), count })).max(MAX_REASONS) }),
  ),
});

const lastStartedFirst = newestFirst('startedAt');

/** One read a run, and one more if there is a further page. */
export const listSyncRuns = definePagedCallable({
  name: 'listSyncRuns',
  summary: "Lists the records of a tenant's runs, newest first. The run in progress is in getSyncStatus.",
  role: 'staff',
  input: { orgId: orgIdField },
  limit: { largest: MAX_PAGE, usual: 20 },
  position: lastStartedFirst.position,
  output: { runs: z.array(listedRun).max(MAX_PAGE) },
  errors: [DOCUMENT_MALFORMED],
  async readPage({ database }, { orgId }, page) {
    const records = database.collection(paths.syncRuns(orgId));
    const { docs, next } = await queryPage(database, records, lastStartedFirst, page);
    return { runs: docs.map((snapshot) => toListedRun(parseDocument(storedRun, snapshot))), next };
  },
});

function toListedRun({
  scope,
  stages,
  unknownStatuses: words,
  ...run
}: z.output<typeof storedRun>): z.output<typeof listedRun> {
  return {
    ...toAnswer(run),
    scope: scope && {
      kind: scope.kind,
      posCustomerId: scope.kind === 'customer' ? scope.posCustomerId : null,
    },
    unknownStatuses: Object.entries(words)
      .slice(0, MAXIMUM_STATUS_WORDS + 1)
      .map(([word, orders]) => ({ word, count: orders })),
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
