import type { Log } from '../../platform/ports/log';
import type { BilledOperations } from '../../rules/money/pricing';
import type { SyncWarning } from '../../documents/measurements';
import type { SyncError } from '../../platform/ports/errors';
import { errorFields } from '../../platform/failure';
import type { StageCounts } from '../../documents/runProgress';
import type { StageName } from '../../documents/stageNames';

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

  answersOdd(log: Log, run: RunFields, { code, message, since }: SyncWarning): void {
    log.warn('odd answers from the POS', { ...run, code, warning: message, since: since.toISOString() });
  },

  deliveryIgnored(log: Log, run: RunFields, because: string): void {
    log.info('delivery ignored', { ...run, because });
  },

  stageRetried(log: Log, run: Partial<RunFields>, failure: SyncError): void {
    log.warn('stage failed and will be retried', { ...run, ...errorFields(failure) });
  },

  leaseNotGivenBack(log: Log, held: { orgId: string; runId: string }, failure: SyncError): void {
    log.warn('lease not given back: it expires by itself', { ...held, ...errorFields(failure) });
  },

  stageFailed(log: Log, run: Partial<RunFields>, failure: SyncError): void {
    log.error('stage failed', { ...run, ...errorFields(failure) });
  },
};
