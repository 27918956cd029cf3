import { errorFields } from '../platform/failure';
import type { SyncError } from '../platform/ports/errors';
import type { Log } from '../platform/ports/log';

/** The log catalogue of segments: one function per message. Ids and codes only. */
export const segmentLogs = {
  segmentRecomputed(
    log: Log,
    outcome: { orgId: string; customerId: string; from: string; to: string; cause: string },
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
};
