import pLimit from 'p-limit';
import { isMissing } from '../apiFailure';
import type { Check, Examination } from '../examination';
import { failure, ok, type Report, warning } from '../finding';
import { listTenants, readStatus, type Tenant } from '../tenants';

/** Requests at a time. */
const CONCURRENCY = 10;

export const freshness: Check = {
  name: 'tenants',
  examine: async (examination) => {
    const tenants = await listTenants(examination);
    const active = tenants.filter(({ isActive }) => isActive);
    if (active.length === 0) {
      return [
        warning(
          'No tenant is active',
          `npm run sam -- tenants add ORG --name NAME --project ${examination.project}`,
        ),
      ];
    }
    const limit = pLimit(CONCURRENCY);
    const reports = await Promise.all(active.map((tenant) => limit(() => age(examination, tenant))));
    const bad = reports.filter(({ status }) => status !== 'ok');
    const paused = tenants.length - active.length;
    if (bad.length > 0) return bad;
    return [ok(`${active.length} active tenants are fresh${paused > 0 ? `, ${paused} are paused` : ''}`)];
  },
};

async function age(examination: Examination, { orgId }: Tenant): Promise<Report> {
  const { now, deployment, project } = examination;
  const fix = `npm run sam -- status --project ${project}`;
  try {
    const { lastSyncAt, errorCode } = await readStatus(examination, orgId);
    const because = errorCode === null ? '' : ` (${errorCode})`;
    if (lastSyncAt === null) return failure(`${orgId} has never synced${because}`, fix);
    const hours = (now.getTime() - lastSyncAt.getTime()) / 3_600_000;
    if (hours <= Number(deployment.params['SYNC_STALE_AFTER_HOURS'])) return ok(orgId);
    return failure(`${orgId} last synced ${hours.toFixed(1)} hours ago${because}`, fix);
  } catch (error) {
    if (isMissing(error)) return failure(`${orgId} has never synced`, fix);
    throw error;
  }
}
