// Made by `npm run api` from functions/src: change it there.

export interface RequestSyncInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  /** `full` reads every document, and repairs what was edited or deleted by hand. */
  mode?: 'incremental' | 'full';
  /** Count what a sync would do, without doing it. The counts are in listSyncRuns. */
  dryRun?: boolean;
  /** Let the sync empty or halve the menu. For owners and operators. */
  forceMenu?: boolean;
  /** Let the sync mark more than half of the customers, or all, as gone. For owners and operators. */
  forceCustomers?: boolean;
  /** Let the sync empty fields that most records had, and accept what the POS sends now as usual. For owners and operators. */
  forceFields?: boolean;
}

export interface RequestSyncOutput {
  /** Follow it with getSyncStatus while it runs, and with listSyncRuns once it has finished. */
  runId: string;
}
