import type { Log } from '../platform/log';
import type { BilledOperations } from '../domain/pricing';
import type { SyncError } from '../platform/errors';
import { origin } from './failure';
import type { StageCounts } from './progress';
import type { StageName } from './topics';

/** What every line about a delivery says. */
export interface RunFields {
  orgId: string;
  runId: string;
  stage: StageName;
  step: number;
}

/** The log catalogue: one function a message. Ids, counts and codes only; never a secret or personal data. */
export const logs = {
  stageFinished(
    log: Log,
    run: RunFields,
    outcome: { counts: StageCounts; billed: BilledOperations; next: string },
  ): void {
    log.info('stage finished', { ...run, ...outcome });
  },

  runFinished(log: Log, run: RunFields, outcome: { state: 'succeeded'; billed: BilledOperations }): void {
    log.info('run finished', { ...run, ...outcome });
  },

  deliveryIgnored(log: Log, run: RunFields, because: string): void {
    log.info('delivery ignored', { ...run, because });
  },

  stageRetried(log: Log, run: Partial<RunFields>, failure: SyncError): void {
    log.warn('stage failed and will be retried', { ...run, ...errorFields(failure) });
  },

  stageFailed(log: Log, run: Partial<RunFields>, failure: SyncError): void {
    log.error('stage failed', { ...run, ...errorFields(failure) });
  },

  tenantsScheduled(log: Log, outcome: { published: number; failed: number }): void {
    log.info('tenants scheduled', outcome);
  },

  segmentRecomputed(
    log: Log,
    outcome: { orgId: string; customerId: string; from: string; to: string },
  ): void {
    log.info('segment changed', outcome);
  },

  segmentSkipped(log: Log, outcome: { orgId: string; because: string }): void {
    log.warn('segment not recomputed', outcome);
  },

  segmentFailed(log: Log, customer: { orgId: string }, failure: SyncError): void {
    log.error('segment failed', { ...customer, ...errorFields(failure) });
  },

  dueSegmentsRefreshed(log: Log, outcome: { due: number; changed: number; complete: boolean }): void {
    log.info('due segments refreshed', outcome);
  },

  deadLetterReplayed(log: Log, outcome: { id: string; topic: string }): void {
    log.info('dead letter replayed', outcome);
  },

  deadLetterStored(log: Log, outcome: { id: string; topic: string }): void {
    log.error('dead letter stored', outcome);
  },
};

function errorFields({ kind, code, message, cause }: SyncError) {
  return { error: { kind, code, message, origin: origin(cause) } };
}
