// Made by `npm run api` from functions/src: change it there.

import type { Timestamp } from './timestamp.ts';

/** A document at tenants/{orgId}/sync_status/pos. */
export interface SyncStatusDocument {
  /** How the last sync ended, or `running`; `idle` before the first. */
  state: 'idle' | 'running' | 'succeeded' | 'failed';
  /** The start of the last complete success. */
  lastSyncAt: Timestamp | null;
  /** The start of the last run for recent changes that succeeded. */
  lastRecentSyncAt: Timestamp | null;
  /** The start of the last run. */
  lastAttemptAt: Timestamp | null;
  /** The last run. */
  lastRunId: string | null;
  /** Customers of the POS. */
  customerCount: number;
  /** Stored orders. */
  orderCount: number;
  /** Items of the menu. */
  menuProductsCount: number;
  /** Customers of the POS by segment. */
  segmentCounts: {
    [k: string]: number;
  };
  /** Why the last attempt failed; null after a success. */
  lastError: {
    /** Stable; docs/operations.md lists them. */
    code: string;
    /** Says what is wrong and what to do. */
    message: string;
    /** Where it happened. */
    stage: string;
    at: Timestamp;
  } | null;
  /** What was odd about the POS's answers in the last complete success, and stopped nothing. */
  warnings: {
    /** Stable; docs/operations.md lists them. */
    code: string;
    /** Says what is odd and what to do. */
    message: string;
    since: Timestamp;
  }[];
  /** What the POS's answers usually look like; the next sync is compared with it (decision 21). */
  baseline: {
    customers?: {
      records: number;
      rates: {
        [k: string]: number;
      };
    };
    orders?: {
      records: number;
      rates: {
        [k: string]: number;
      };
    };
    items?: {
      records: number;
      rates: {
        [k: string]: number;
      };
    };
    unknownStatuses: number;
    orderDays: string[];
    inventoryRows?: number;
  } | null;
  /** The endpoints that the POS was found to have. */
  dialect: ('documented' | 'observed') | null;
  /** Rows per page that the POS gives, if it was found to give fewer than asked for; null otherwise. */
  pageSize: number | null;
  /** The day from which the next sync reads orders once more, because some were missed or matched nobody (decision 18). */
  revisitFrom: string | null;
  /** Which thresholds every customer's segment follows, as a fingerprint; null for the defaults. */
  segmentRules: string | null;
  /** The update time of the tenant's document when all segments were last checked. If the document has been written since, the next sync checks again (decision 32). */
  tenantVersion: string | null;
  /** When a customer entered by hand was erased first; from then on rows of the POS are kept without what can be theirs (decision 11). */
  manualErasedAt: Timestamp | null;
  /** Who may write the tenant's data now. */
  lease: {
    /** A run, or an action that needs the tenant for itself. */
    runId: string;
    step: number;
    attempt: number;
    /** Which attempt at the step before handed over to this step; missing in a run's first step. */
    previousAttempt?: number;
    expiresAt: Timestamp;
  } | null;
  /** The run under way; it becomes a document of `sync_runs`. */
  run: {
    /** What the status said before the run; a dry run leaves it so. */
    stateBefore: 'idle' | 'running' | 'succeeded' | 'failed';
    /** What started it. */
    trigger?: 'schedule' | 'recent' | 'manual' | 'backfill' | 'replay';
    /** `full` also reads every document, and repairs what was edited or deleted by hand. */
    mode?: 'incremental' | 'full';
    /** Count what would be written, and write nothing. */
    dryRun?: boolean;
    /** Let the run remove more than half of the menu. */
    forceMenu?: boolean;
    /** Let the run mark more than half of the customers, or all, as gone. */
    forceCustomers?: boolean;
    /** Let the run empty fields that most records had, and accept what the POS sends now as usual. */
    forceFields?: boolean;
    /** Only a part of the tenant; null for all of it. */
    scope?:
      | (
          | {
              kind: 'window';
              from: string;
              to: string;
            }
          | {
              kind: 'recent';
            }
          | {
              kind: 'customer';
              posCustomerId: string;
            }
        )
      | null;
    startedAt: Timestamp;
    stage: string;
    progress: {
      /** The days of orders it reads. */
      window: {
        from: string;
        to: string;
      } | null;
      dialect: ('documented' | 'observed') | null;
      pageSize?: number | null;
      /** What each stage has counted. */
      stages: {
        [k: string]: {
          /** Documents it created. */
          added: number;
          /** Documents it changed. */
          updated: number;
          /** Records that were as they are stored. */
          unchanged: number;
          /** Documents it deleted. */
          deleted: number;
          /** Rows that could not be read, in whole or in part. */
          quarantined: number;
          /** Records left out on purpose, by reason. */
          skipped: {
            [k: string]: number;
          };
          /** Pages it read. */
          pages: number;
          /** Milliseconds it worked. */
          durationMs: number;
        };
      };
      totals: {
        customerCount?: number;
        orderCount?: number;
        menuProductsCount?: number;
        segmentCounts?: {
          [k: string]: number;
        };
        revisitFrom?: string;
        segmentRules?: string;
        tenantVersion?: string;
      };
      unknownStatuses?: {
        [k: string]: number;
      };
      measured: {
        customers?: {
          records: number;
          filled: {
            [k: string]: number;
          };
        };
        orders?: {
          records: number;
          filled: {
            [k: string]: number;
          };
        };
        items?: {
          records: number;
          filled: {
            [k: string]: number;
          };
        };
        unknownStatuses: number;
        orderDays: {
          [k: string]: number;
        };
        inventoryRows?: number;
      };
      /** What Firestore bills so far. */
      billed: {
        reads: number;
        writes: number;
        deletes: number;
      };
    };
  } | null;
}
