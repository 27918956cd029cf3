import { errorFields, type RepeatedFailure } from '../../platform/failure';
import type { Log } from '../../platform/ports/log';

/** The log catalogue of what starts runs and keeps failed messages: one function per message. */
export const startLogs = {
  tenantsScheduled(log: Log, outcome: { published: number; failed: number }): void {
    log.info('tenants scheduled', outcome);
  },

  /** Once for each cause. @param times The tenants that were not scheduled because of it. */
  tenantsNotScheduled(log: Log, { failure, times }: RepeatedFailure): void {
    log.warn('tenants not scheduled', { tenants: times, ...errorFields(failure) });
  },

  deadLetterReplayed(log: Log, outcome: { id: string; topic: string }): void {
    log.info('dead letter replayed', outcome);
  },

  deadLetterStored(log: Log, outcome: { id: string; topic: string }): void {
    log.error('dead letter stored', outcome);
  },
};
