import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { z } from 'zod';
import { emptySegmentCounts, SEGMENTS } from '../rules/customers/segment';
import { storedDate } from '../platform/firestore/timestamp';
import { defineDocument } from './definition/document';
import { run } from './definition/fields';
import { pick } from './definition/pick';
import { baseline, MAXIMUM_WARNINGS, syncWarning } from './measurements';
import { paths } from './paths';
import { runOptions } from './runOptions';
import { emptyProgress, runProgress, settledDialect } from './runProgress';
import { DEFAULT_RULES_VERSION } from './segmentRules';
import { runError } from './syncRun';

/**
 * Who may write this tenant's data: one run at a time, and of that run the latest delivery of its latest step. The
 * number of the attempt tells deliveries of the same step apart.
 */
const lease = z.object({
  runId: z.string().describe('A run, or an action that needs the tenant for itself.'),
  step: z.int(),
  attempt: z.int(),
  previousAttempt: z
    .int()
    .optional()
    .describe("Which attempt at the step before handed over to this step; missing in a run's first step."),
  expiresAt: storedDate.describe('From then on another run may take it.'),
});
export type Lease = z.infer<typeof lease>;

const states = z.enum(['idle', 'running', 'succeeded', 'failed']);

const currentRun = z.object({
  stateBefore: states.catch('idle').describe('What the status said before the run; a dry run leaves it so.'),
  ...runOptions.shape,
  startedAt: storedDate,
  stage: z.string(),
  progress: runProgress.catch(emptyProgress),
});
export type CurrentRun = z.infer<typeof currentRun>;

const count = z.int().min(0);
const date = storedDate.nullable();

export const syncStatusDocument = defineDocument({
  name: 'sync_status',
  path: paths.syncStatus('{orgId}'),
  id: 'fixed',
  writtenBy: 'the runner',
  fields: {
    state: run(states, 'How the last sync ended, or `running`; `idle` before the first.', { absent: 'idle' }),
    lastSyncAt: run(date, 'The start of the last complete success.'),
    lastRecentSyncAt: run(date, 'The start of the last run for recent changes that succeeded.'),
    lastAttemptAt: run(date, 'The start of the last run.'),
    lastRunId: run(z.string().nullable(), 'The last run.'),
    customerCount: run(count, 'Customers of the POS.', { absent: 0 }),
    orderCount: run(count, 'Stored orders.', { absent: 0 }),
    menuProductsCount: run(count, 'Items of the menu.', { absent: 0 }),
    segmentCounts: run(z.partialRecord(z.enum(SEGMENTS), count), 'Customers of the POS by segment.', {
      absent: emptySegmentCounts(),
    }),
    lastError: run(runError.nullable(), 'Why the last attempt failed; null after a success.'),
    warnings: run(
      z.array(syncWarning).max(MAXIMUM_WARNINGS),
      "What was odd about the POS's answers in the last complete success, and stopped nothing.",
      { absent: [] },
    ),
    baseline: run(
      baseline.nullable(),
      "What the POS's answers usually look like; the next sync is compared with it (decision 21).",
    ),
    dialect: run(settledDialect.nullable(), 'The endpoints that the POS was found to have.'),
    pageSize: run(
      z.int().min(1).nullable(),
      'Rows per page that the POS gives, if it was found to give fewer than asked for; null otherwise.',
    ),
    revisitFrom: run(
      z.iso.date().nullable(),
      'The day from which the next sync reads orders once more, because some were missed or matched nobody (decision 18).',
    ),
    segmentRules: run(
      z.string().nullable(),
      "Which thresholds every customer's segment follows, as a fingerprint; null for the defaults.",
    ),
    tenantVersion: run(
      z.string().nullable(),
      "The update time of the tenant's document when all segments were last checked. If the document has been written since, the next sync checks again (decision 32).",
    ),
    manualErasedAt: run(
      date,
      'When a customer entered by hand was erased first; from then on rows of the POS are kept without what can be theirs (decision 11).',
    ),
    lease: run(lease.nullable(), "Who may write the tenant's data now."),
    run: run(currentRun.nullable(), 'The run under way; it becomes a document of `sync_runs`.'),
  },
});

/** The status as far as the pipeline reads it back. */
const readBack = z.object(
  pick(syncStatusDocument.tolerant.shape, [
    'state',
    'lastSyncAt',
    'lastRecentSyncAt',
    'lastRunId',
    'customerCount',
    'orderCount',
    'dialect',
    'pageSize',
    'revisitFrom',
    'segmentRules',
    'tenantVersion',
    'manualErasedAt',
    'lastError',
    'warnings',
    'baseline',
    'lease',
    'run',
  ]),
);
export type SyncStatus = z.output<typeof readBack>;

/** The stored status. What is missing (a tenant that never synced) or was made unreadable by hand counts as absent. */
export function parseSyncStatus(data: unknown): SyncStatus {
  return readBack.parse(data ?? {});
}

/** Which segment rules were applied to all customers last. */
export function appliedRulesVersion(status: Pick<DocumentSnapshot, 'get'>): string {
  const stored: unknown = status.get('segmentRules');
  return syncStatusDocument.tolerant.shape.segmentRules.parse(stored) ?? DEFAULT_RULES_VERSION;
}

/** The status of a tenant that never began a sync. */
export function initialSyncStatus() {
  return syncStatusDocument.initial(syncStatusDocument.names);
}
