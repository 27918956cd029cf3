import { DEFAULT_LIMITS, type Limits } from './limits';

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
  /** How often recent changes of a tenant that doesn't say otherwise are picked up, in minutes: 0 (never), 5, 10 or 15. */
  readonly recentEveryMinutes: number;
  /** How long `sync_runs` documents are kept, in days. */
  readonly runRetentionDays: number;
  /** How old a tenant's last success may become before `checkFreshness` reports it, in milliseconds. */
  readonly staleAfterMilliseconds: number;
  /** Whether callables demand an App Check token besides the ID token. */
  readonly enforceAppCheck: boolean;
  /** How long a public menu may be kept, by browsers, caches on the way and the function itself, in seconds. */
  readonly menuMaxAgeSeconds: number;
  /** Hosts that a tenant's POS may be at, with a port where it isn't the default. */
  readonly posHosts: readonly string[];
  readonly limits: Limits;
}

/** Timeout of the stage functions, in seconds: the longest that an event-driven function may have. */
export const STAGE_TIMEOUT_SECONDS = 540;

export const DEFAULT_SETTINGS: Settings = {
  timeBudgetMilliseconds: 0.6 * STAGE_TIMEOUT_SECONDS * 1000,
  pauseCheckMilliseconds: 60_000,
  // Longer than a delivery can run (540 s) and than seven refusals in a row take where all instances are busy: each is held for 10 s, and
  // the waits between them are 10, 20, 40, 80, 160, 320 and 600 s, so 22 min. A run that is being retried keeps its tenant.
  leaseMilliseconds: 40 * 60_000,
  retryWindowMilliseconds: 6 * 3_600_000,
  recentEveryMinutes: 10,
  runRetentionDays: 30,
  staleAfterMilliseconds: 2 * 3_600_000,
  enforceAppCheck: false,
  menuMaxAgeSeconds: 60,
  posHosts: ['app.alleaves.com'],
  limits: DEFAULT_LIMITS,
};
