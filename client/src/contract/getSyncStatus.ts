// Made by `npm run api` from functions/src: change it there.

export interface GetSyncStatusInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
}

export interface GetSyncStatusOutput {
  /** null if the tenant has never been synced. */
  status: {
    /** How the last sync ended, or `running`; `idle` before the first. */
    state: 'idle' | 'running' | 'succeeded' | 'failed';
    /** The start of the last complete success. */
    lastSyncAt: string | null;
    /** The start of the last run for recent changes that succeeded. */
    lastRecentSyncAt: string | null;
    /** The start of the last run. */
    lastAttemptAt: string | null;
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
      /** When. */
      at: string;
    } | null;
    /** What was odd about the POS's answers in the last complete success, and stopped nothing. */
    warnings: {
      /** Stable; docs/operations.md lists them. */
      code: string;
      /** Says what is odd and what to do. */
      message: string;
      /** When a sync first met it. */
      since: string;
    }[];
    /** Rows per page that the POS gives, if it was found to give fewer than asked for; null otherwise. */
    pageSize: number | null;
    /** The day from which the next sync reads orders once more, because some were missed or matched nobody (decision 18). */
    revisitFrom: string | null;
    /** Which thresholds every customer's segment follows, as a fingerprint; null for the defaults. */
    segmentRules: string | null;
    /** The update time of the tenant's document when all segments were last checked. If the document has been written since, the next sync checks again (decision 32). */
    tenantVersion: string | null;
    /** When a customer entered by hand was erased first; from then on rows of the POS are kept without what can be theirs (decision 11). */
    manualErasedAt: string | null;
    run: {
      startedAt: string;
      stage: string;
      /** `full` also reads every document, and repairs what was edited or deleted by hand. */
      mode: 'incremental' | 'full';
      /** Count what would be written, and write nothing. */
      dryRun: boolean;
    } | null;
  } | null;
}
