import { calendarDate } from '../rules/time/time';
import type { Database } from '../platform/firestore/database';
import { DEFAULT_RUN_OPTIONS } from '../documents/runOptions';
import { segmentRulesVersion } from '../documents/segmentRules';
import type { Tenant } from '../documents/tenant';
import type { Context } from '../platform/ports/context';
import { type OpenStage, openStageContext } from '../sync/stages/stageContext';
import type { HeldTenant } from '../sync/run/state/tenantLease';

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
    run: { runId: id, step: 0, startedAt, options: DEFAULT_RUN_OPTIONS },
    window: { from: today, to: today },
    // Whether the rules have changed is a run's business.
    appliedRules: segmentRulesVersion(tenant.segmentRules),
    dialect: null,
    pageSize: null,
    fence,
  });
}
