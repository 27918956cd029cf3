import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { syncStatusQuery } from '../api/sync';
import { useCall } from '../api/useCall';
import { useTenant } from '../shell/tenantContext';
import { StatePanel } from './StatePanel';

/** What is shown before the first sync has brought anything: that it is still to come, that it runs, or why it failed. */
export function NothingYet({ what }: { what: 'customers' | 'items' | 'sales' }) {
  const { orgId, syncStatus } = useTenant();
  const { data: status } = useQuery(syncStatusQuery(useCall(), orgId));
  const toSync = (
    <p>
      <Link to="/$orgId/sync" params={{ orgId }} className="button">
        Open Sync
      </Link>
    </p>
  );
  if (status?.lastError && status.lastSyncAt === null)
    return (
      <StatePanel kind="error" title="The first sync failed">
        {status.lastError.message}
        {toSync}
      </StatePanel>
    );
  if (status?.run)
    return (
      <StatePanel kind="empty" title="The first sync is running">
        Your {what} will show up here when it&apos;s done.
        {toSync}
      </StatePanel>
    );
  return (
    <StatePanel kind="empty" title={`No ${what} yet`}>
      {syncStatus === 'paused'
        ? 'The sync with the point of sale is paused.'
        : 'They show up here after the first sync with the point of sale.'}
    </StatePanel>
  );
}
