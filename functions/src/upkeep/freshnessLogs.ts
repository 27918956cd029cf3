import { errorFields, type RepeatedFailure } from '../platform/failure';
import type { Log } from '../platform/ports/log';

/** The log catalogue of the freshness check: the messages are what alerting policies look for (docs/operations.md). */
export const freshnessLogs = {
  /** @param stale `lastSyncAt` is null for a tenant that never succeeded; its age counts from its creation. */
  tenantStale(log: Log, stale: { orgId: string; lastSyncAt: string | null; ageHours: number }): void {
    log.error('tenant is stale', stale);
  },

  quarantineGrew(log: Log, growth: { orgId: string; added: number }): void {
    log.warn('quarantine grew', growth);
  },

  deadLettersGrew(log: Log, growth: { added: number; open: number }): void {
    log.error('dead letters grew', growth);
  },

  /** Once for each cause. @param times The checks that failed because of it. */
  notChecked(log: Log, { failure, times }: RepeatedFailure): void {
    log.warn('freshness not checked', { checks: times, ...errorFields(failure) });
  },

  checked(log: Log, outcome: { tenants: number; stale: number }): void {
    log.info('freshness checked', outcome);
  },
};
