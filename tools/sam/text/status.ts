import type { z } from 'zod';
import type { getSyncStatus } from '../../../functions/src/api/sync/runs/getSyncStatus';
import type { ListedTenant } from '../queries/tenantList';
import { withinLine } from '../../terminal/safeText';
import { minute, relative } from './format';
import { whole } from '../../terminal/whole';
import { inCommandTerms } from './commandTerms';
import { style } from './style';
import { table } from './table';

/** One tenant's line of `status`. */
export interface TenantStatus extends Omit<ListedTenant, 'timeZone'> {
  /** Of the last success; null without one. */
  ageSeconds: number | null;
  /** Whether the last success is older than the settings allow. */
  isStale: boolean;
  status: z.output<typeof getSyncStatus.output>['status'];
}

export function describeStatus(tenants: readonly TenantStatus[], now: Date): string {
  if (tenants.length === 0) return 'There are no tenants yet. Add one with `tenants add`.';
  const count = (of: (status: NonNullable<TenantStatus['status']>) => number) => (row: TenantStatus) =>
    row.status === null ? '' : whole(of(row.status));
  const lines = table(tenants, [
    { head: 'org', value: ({ orgId }) => style.strong(orgId) },
    { head: 'state', value: stateOf },
    { head: 'last success', value: (row) => lastSuccessOf(row, now) },
    { head: 'customers', align: 'right', value: count(({ customerCount }) => customerCount) },
    { head: 'orders', align: 'right', value: count(({ orderCount }) => orderCount) },
    { head: 'products', align: 'right', value: count(({ menuProductsCount }) => menuProductsCount) },
    { head: 'stage', value: ({ status }) => status?.run?.stage ?? '' },
    { head: 'error', value: ({ status }) => (status?.lastError ? style.bad(status.lastError.code) : '') },
  ]);
  return [lines, ...tenants.flatMap(faultsOf)].join('\n');
}

function stateOf({ syncStatus, status }: TenantStatus): string {
  if (syncStatus === null) return style.bad('malformed');
  const state = status?.state ?? 'never synced';
  if (syncStatus === 'paused') return style.warn(state === 'running' ? 'pausing' : 'paused');
  if (state === 'succeeded') return style.good(state);
  return state === 'failed' ? style.bad(state) : style.warn(state);
}

function lastSuccessOf({ status, isStale }: TenantStatus, now: Date): string {
  const at = status?.lastSyncAt ?? null;
  const text = at === null ? 'never' : relative(at, now);
  return isStale ? style.bad(text) : text;
}

function faultsOf({ orgId, status, fault }: TenantStatus): string[] {
  const error = status?.lastError;
  const warnings = (status?.warnings ?? []).map(
    ({ code, message, since }) =>
      `${style.warn('!')} ${orgId}, since ${minute(since)}: ${withinLine(`${inCommandTerms(message)} [${code}]`)}`,
  );
  const texts = [fault, error ? `${orgId}, ${error.stage}: ${inCommandTerms(error.message)}` : null];
  return [
    ...texts.flatMap((text) => (text === null ? [] : [`${style.bad('✖')} ${withinLine(text)}`])),
    ...warnings,
  ];
}
