import { useQuery } from '@tanstack/react-query';
import { Outlet, useMatches, useParams } from '@tanstack/react-router';
import { useDeferredValue, useMemo } from 'react';
import { tenantQuery } from '../api/tenants';
import { useCall } from '../api/useCall';
import { createFormat } from '../format/format';
import { serverNow } from '../session/clock';
import { ErrorPanel } from '../ui/ErrorPanel';
import { PageTitle } from '../ui/PageTitle';
import { Skeleton } from '../ui/Skeleton';
import { Shell } from './Shell';
import { SyncBanner } from './SyncBanner';
import { TenantContext } from './tenantContext';

/** The pages of one tenant, in the shell. */
export function TenantLayout() {
  const { orgId } = useParams({ from: '/$orgId' });
  const query = useQuery(tenantQuery(useCall(), orgId));
  const title = useMatches({ select: (matches) => matches.at(-1)?.staticData.title });
  // The whole page waits for it: drawn in steps.
  const tenant = useDeferredValue(query.data);
  const value = useMemo(
    () =>
      tenant && {
        orgId: tenant.orgId,
        name: tenant.name ?? tenant.orgId,
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
          <SyncBanner />
          <Outlet />
        </TenantContext>
      ) : query.isError ? (
        <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <>
          {title !== undefined && <PageTitle title={title} />}
          <Skeleton label="the shop" />
        </>
      )}
    </Shell>
  );
}
