import { calendarDate } from '../domain/time';
import type { Database } from '../firestore/database';
import type { Tenant } from '../firestore/tenants';
import type { Context } from '../platform/context';
import { type OpenStage, openStageContext } from './stageContext';
import type { HeldTenant } from './tenantLease';

/** A stage's context for work that is no run but holds the tenant's lease: the same index and writers as a run's. */
export function openHeldStage(
  context: Context,
  database: Database,
  tenant: Tenant,
  { id, fence }: HeldTenant,
): OpenStage {
  const startedAt = context.clock.now();
  const today = calendarDate(startedAt, tenant.timeZone);
  return openStageContext(context, database, {
    tenant,
    run: { runId: id, step: 0, startedAt, mode: 'incremental', dryRun: false, forceMenu: false, scope: null },
    window: { from: today, to: today },
    dialect: null,
    fence,
  });
}
