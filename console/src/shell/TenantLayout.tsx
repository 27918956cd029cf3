import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { tenantQuery } from '../api/tenants';
import { useCall } from '../api/useCall';
import { createFormat } from '../format/format';
import { serverNow } from '../session/clock';
import { ErrorPanel } from '../ui/ErrorPanel';
import { Skeleton } from '../ui/Skeleton';
import { Shell } from './Shell';
import { TenantContext } from './tenantContext';

/** The pages of one tenant, in the shell. */
export function TenantLayout() {
  const { orgId } = useParams({ from: '/$orgId' });
  const query = useQuery(tenantQuery(useCall(), orgId));
  const tenant = query.data;
  const value = useMemo(
    () =>
      tenant && {
        orgId: tenant.orgId,
        timeZone: tenant.timeZone,
        syncStatus: tenant.syncStatus,
        format: createFormat(tenant.timeZone, serverNow),
      },
    [tenant],
  );
  return (
    <Shell tenant={{ orgId, name: tenant?.name ?? orgId }}>
      {value !== undefined ? (
        <TenantContext value={value}>
          <Outlet />
        </TenantContext>
      ) : query.isError ? (
        <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Skeleton label="the shop" />
      )}
    </Shell>
  );
}
