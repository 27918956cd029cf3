import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { CallOutput } from '../../api/contract';
import { syncStatusQuery } from '../../api/sync';
import { useCall } from '../../api/useCall';
import { createFormat } from '../../format/format';
import { serverNow } from '../../session/clock';
import { RunStateBadge } from '../sync/RunStateBadge';

type Tenant = CallOutput<'listTenants'>['tenants'][number];

/** The tenants with the state of their syncs: one call, of one read, a tenant. */
export function TenantTable({ tenants }: { tenants: readonly Tenant[] }) {
  return (
    <div className="card">
      <div className="table-scroll" tabIndex={0} role="region" aria-label="Tenants, scrollable">
        <table className="plain-table">
          <thead>
            <tr>
              <th>Tenant</th>
              <th>Sync</th>
              <th>Last success</th>
              <th className="numeric wide-only">Customers</th>
              <th className="numeric wide-only">Orders</th>
              <th className="numeric wide-only">Menu items</th>
            </tr>
          </thead>
          <tbody>
            {tenants.map((tenant) => (
              <TenantRow key={tenant.orgId} tenant={tenant} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function TenantRow({ tenant: { orgId, name, timeZone, syncStatus } }: { tenant: Tenant }) {
  const { data: status, isPending, isError } = useQuery(syncStatusQuery(useCall(), orgId));
  const format = useMemo(() => createFormat(timeZone, serverNow), [timeZone]);
  const unknown = isPending ? '…' : '—';
  return (
    <tr>
      <th scope="row" className="wrap">
        <Link to="/$orgId/today" params={{ orgId }} preload={false} className="row-link">
          {name ?? orgId}
        </Link>{' '}
        <span className="muted small">{orgId}</span>
      </th>
      <td className="may-wrap">
        {syncStatus === 'paused' ? (
          <span className="badge warning">Paused</span>
        ) : syncStatus === null ? (
          <span className="badge">No POS set up</span>
        ) : status ? (
          <RunStateBadge state={status.state} />
        ) : (
          <span className="muted">{isError ? 'could not be read' : isPending ? '…' : 'never synced'}</span>
        )}
      </td>
      <td className="may-wrap" title={status?.lastSyncAt ? format.dateTime(status.lastSyncAt) : undefined}>
        {status?.lastSyncAt ? format.relative(status.lastSyncAt) : unknown}
      </td>
      <td className="numeric wide-only">{status ? format.count(status.customerCount) : unknown}</td>
      <td className="numeric wide-only">{status ? format.count(status.orderCount) : unknown}</td>
      <td className="numeric wide-only">{status ? format.count(status.menuProductsCount) : unknown}</td>
    </tr>
  );
}
