import type { SyncError } from '../../platform/ports/errors';
import type { BilledOperations } from '../../rules/money/pricing';
import type { SyncWarning } from '../../documents/measurements';
import type { StageMessage } from './message';
import type { RunProgress, StageCounts } from '../../documents/runProgress';
import type { ActiveRun } from './state/activeRun';
import type { IgnoredBecause } from './state/verdict';
import type { StageName } from '../../documents/stageNames';

/** Which step of which run. */
export type Step = Pick<ActiveRun, 'orgId' | 'runId' | 'step'>;

/** What came of one attempt at a delivery. */
export type Outcome =
  /** There was nothing to do. */
  | { readonly kind: 'ignored'; readonly step: Step; readonly because: IgnoredBecause | 'tenant_paused' }
  /** The next message is published: of the next stage, or of the same one if its time was up. `billed` is what this delivery was. */
  | {
      readonly kind: 'handed_over';
      readonly step: Step;
      readonly next: StageName;
      readonly counts: StageCounts;
      readonly billed: BilledOperations;
    }
  /** The run has succeeded. `billed` is what all of it was, `warnings` what was odd about the POS's answers. */
  | {
      readonly kind: 'ended';
      readonly step: Step;
      readonly billed: BilledOperations;
      readonly warnings: readonly SyncWarning[];
    }
  | Failed;

export interface Failed extends Known {
  readonly kind: 'failed';
  readonly failure: SyncError;
}

/** What is known of a delivery at some point. */
export interface Known {
  /** Null if it can't be read. */
  readonly message: StageMessage | null;
  /** Null before the delivery has the lease. `progress` counts what it has committed, and leaves out what it was billed. */
  readonly begun: { readonly run: ActiveRun; readonly progress: RunProgress } | null;
}
