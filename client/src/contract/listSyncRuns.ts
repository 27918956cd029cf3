// Made by `npm run api` from functions/src: change it there.

export interface ListSyncRunsInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  limit?: number;
  /** The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page. */
  cursor?: string;
}

export interface ListSyncRunsOutput {
  runs: {
    /** The run's id. */
    runId: string;
    trigger: string;
    mode: string;
    dryRun: boolean;
    /** `running` while it is continued or retried. */
    state: 'running' | 'succeeded' | 'failed';
    /** The last one it reached. */
    stage: string;
    /** When it began. */
    startedAt: string;
    /** When it ended. */
    finishedAt: string | null;
    /** The days of orders it read. */
    window: {
      from: string;
      to: string;
    } | null;
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
      /** When. */
      at: string;
    } | null;
    /** Which part of the tenant it covers: a window of days, or one customer. null for everything. */
    scope: {
      kind: 'window' | 'customer' | 'recent';
      posCustomerId: string | null;
    } | null;
    /** Orders by status word, of words that this release does not know. */
    unknownStatuses: {
      word: string;
      count: number;
    }[];
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
        skipped: {
          reason: string;
          count: number;
        }[];
        /** Pages it read. */
        pages: number;
        /** Milliseconds it worked. */
        durationMs: number;
      };
    };
  }[];
  /** Where the next page begins. null after the last page. */
  nextCursor: string | null;
}
