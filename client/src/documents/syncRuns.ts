// Made by `npm run api` from functions/src: change it there.

import type { Timestamp } from './timestamp.ts';

/** A document at tenants/{orgId}/sync_runs/{runId}. */
export interface SyncRunsDocument {
  /** The run's id. */
  runId: string;
  /** What started it. */
  trigger?: 'schedule' | 'recent' | 'manual' | 'backfill' | 'replay';
  /** `full` also reads every document, and repairs what was edited or deleted by hand. */
  mode?: 'incremental' | 'full';
  /** Count what would be written, and write nothing. */
  dryRun?: boolean;
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
  /** `running` while it is continued or retried. */
  state: 'running' | 'succeeded' | 'failed';
  /** The last one it reached. */
  stage: string;
  startedAt: Timestamp;
  /** When it ended. */
  finishedAt: Timestamp | null;
  /** The days of orders it read. */
  window: {
    from: string;
    to: string;
  } | null;
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
  /** Orders by status word, of words that this release does not know: at most 20, and `(other)`. */
  unknownStatuses: {
    [k: string]: number;
  };
  /** The share of records it read that had each field. */
  fillRates: {
    [k: string]: {
      [k: string]: number;
    };
  };
  /** What Firestore bills for it. */
  billed: {
    reads: number;
    writes: number;
    deletes: number;
    /** In dollars, at list prices. */
    usd: number;
  };
  /** Why it failed. */
  error: {
    /** Stable; docs/operations.md lists them. */
    code: string;
    /** Says what is wrong and what to do. */
    message: string;
    /** Where it happened. */
    stage: string;
    at: Timestamp;
  } | null;
  expireAt: Timestamp;
}
