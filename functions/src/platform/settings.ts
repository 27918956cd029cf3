/** How the suite behaves, apart from tenants and secrets. Deployed values are params, see params.ts. */
export interface Settings {
  /** How long a stage works before it hands over to a continuation, in milliseconds: about 60 % of the function's timeout. */
  readonly timeBudgetMilliseconds: number;
  /** How often a stage that is at work looks whether its tenant has been paused, in milliseconds; one read each time. */
  readonly pauseCheckMilliseconds: number;
  /** How long a run may go without a sign of life before another may take its place, in milliseconds. */
  readonly leaseMilliseconds: number;
  /** How long transient failures of one message are retried, in milliseconds. */
  readonly retryWindowMilliseconds: number;
  /** Entries (records and quarantined rows) that a shard of the packed index holds before it is split: 8,000 take about 250 KB. */
  readonly maxShardEntries: number;
  /** How long `sync_runs` documents are kept, in days. */
  readonly runRetentionDays: number;
  /** How old a tenant's last success may become before `checkFreshness` reports it, in milliseconds. */
  readonly staleAfterMilliseconds: number;
  /** Whether callables demand an App Check token besides the ID token. */
  readonly enforceAppCheck: boolean;
  /** How long a public menu may be kept, by browsers, caches on the way and the function itself, in seconds. */
  readonly menuMaxAgeSeconds: number;
}

/** Timeout of the stage functions, in seconds: the longest that an event-driven function may have. */
export const STAGE_TIMEOUT_SECONDS = 540;

export const DEFAULT_SETTINGS: Settings = {
  timeBudgetMilliseconds: 0.6 * STAGE_TIMEOUT_SECONDS * 1000,
  pauseCheckMilliseconds: 60_000,
  // Longer than a delivery can run (540 s) plus the longest back-off of Pub/Sub (600 s), so that a run that is being
  // retried keeps its tenant.
  leaseMilliseconds: 20 * 60_000,
  retryWindowMilliseconds: 6 * 3_600_000,
  maxShardEntries: 8_000,
  runRetentionDays: 30,
  staleAfterMilliseconds: 2 * 3_600_000,
  enforceAppCheck: false,
  menuMaxAgeSeconds: 60,
};
