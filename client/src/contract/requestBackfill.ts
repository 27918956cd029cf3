// Made by `npm run api` from functions/src: change it there.

export interface RequestBackfillInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  /** The first day, in the tenant's time zone. */
  from: string;
  /** The last day. */
  to: string;
  /** Count what the backfill would do, without doing it. */
  dryRun?: boolean;
}

export interface RequestBackfillOutput {
  /** Follow it with getSyncStatus while it runs, and with listSyncRuns once it has finished. */
  runId: string;
}
