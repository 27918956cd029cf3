import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { shownSyncStatusQuery } from '../../api/sync';
import { useCall } from '../../api/useCall';
import { serverNow } from '../../session/clock';
import { syncTrouble } from '../../shell/syncTrouble';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';
import { Notice } from '../../ui/Notice';

/** Whether what the console shows can be relied on. */
export function SyncHealth() {
  const { orgId, syncStatus, format } = useTenant();
  const { data: status, isError } = useQuery(shownSyncStatusQuery(useCall(), orgId));
  if (isError)
    return (
      <Card title="Sync">
        <p className="muted">The state of the sync couldn&apos;t be read.</p>
      </Card>
    );
  const trouble = syncTrouble({ syncStatus, status, now: serverNow(), format });
  return (
    <Card title="Sync">
      {trouble !== null ? (
        <Notice tone={trouble.tone}>{trouble.title}</Notice>
      ) : status === null ? (
        <p className="muted">This shop has never been synced.</p>
      ) : (
        status?.lastSyncAt && (
          <Notice tone="success">
            In step with the register: synced {format.relative(status.lastSyncAt)}.
          </Notice>
        )
      )}
      <Link to="/$orgId/sync" params={{ orgId }}>
        Open Sync
      </Link>
    </Card>
  );
}
