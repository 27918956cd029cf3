import type { Log } from '../platform/log';

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

  checked(log: Log, outcome: { tenants: number; stale: number }): void {
    log.info('freshness checked', outcome);
  },
};
