import { z } from 'zod';
import { runScope } from './runScope';
import { storedDate } from './timestamp';

const trigger = z.enum(['schedule', 'manual', 'backfill', 'replay']);
const mode = z.enum(['incremental', 'full']);

/**
 * Who may write this tenant's data: one run at a time, and of that run the latest delivery of its latest step. The
 * number of the attempt tells deliveries of the same step apart.
 */
const lease = z.object({
  runId: z.string(),
  step: z.int(),
  attempt: z.int(),
  /** Which attempt at the step before handed over to this step; missing in a run's first step. */
  previousAttempt: z.int().optional(),
  expiresAt: storedDate,
});
export type Lease = z.infer<typeof lease>;

/** The run that holds the lease; it becomes a document of `sync_runs` when it ends. `progress` has a schema of its own. */
const states = z.enum(['idle', 'running', 'succeeded', 'failed']);

const currentRun = z.object({
  /** What the status said before the run; a dry run leaves it so. */
  stateBefore: states.catch('idle'),
  trigger,
  mode,
  dryRun: z.boolean(),
  forceMenu: z.boolean(),
  scope: runScope.nullable().default(null),
  startedAt: storedDate,
  stage: z.string(),
  progress: z.unknown(),
});
export type CurrentRun = z.infer<typeof currentRun>;

/** `sync_status/pos` as far as the pipeline reads it back. */
const syncStatus = z.object({
  state: states.catch('idle'),
  lastSyncAt: storedDate.nullable().catch(null),
  dialect: z.enum(['documented', 'observed']).nullable().catch(null),
  lastError: z.object({ at: storedDate }).nullable().catch(null),
  lease: lease.nullable().catch(null),
  run: currentRun.nullable().catch(null),
});
export type SyncStatus = z.infer<typeof syncStatus>;

/** The stored status. What is missing (a tenant that never synced) or was made unreadable by hand counts as absent. */
export function parseSyncStatus(data: unknown): SyncStatus {
  return syncStatus.parse(data ?? {});
}

/** What the document holds before the first success; merged into it once, when a tenant's first run begins. */
export function initialSyncStatus(): Record<string, unknown> {
  return {
    lastSyncAt: null,
    customerCount: 0,
    orderCount: 0,
    menuProductsCount: 0,
    segmentCounts: { vip: 0, loyal: 0, returning: 0, new: 0, at_risk: 0, churned: 0 },
    lastError: null,
    dialect: null,
  };
}
