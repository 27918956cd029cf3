import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { shownSyncStatusQuery } from '../api/sync';
import { useCall } from '../api/useCall';
import { serverNow } from '../session/clock';
import { Notice } from '../ui/Notice';
import { syncTrouble } from './syncTrouble';
import { useTenant } from './tenantContext';

/** Says on every page that what is shown isn't up to date, and why. The sync's own pages say it themselves. */
export function SyncBanner() {
  const { orgId, syncStatus, format } = useTenant();
  const isSyncPage = useLocation({ select: ({ pathname }) => pathname.startsWith(`/${orgId}/sync`) });
  const { data: status } = useQuery(shownSyncStatusQuery(useCall(), orgId));
  const trouble = syncTrouble({ syncStatus, status, now: serverNow(), format });
  if (trouble === null || isSyncPage) return null;
  return (
    <Notice tone={trouble.tone}>
      <strong>{trouble.title}</strong> {trouble.text}{' '}
      <Link to="/$orgId/sync" params={{ orgId }}>
        Open Sync
      </Link>
    </Notice>
  );
}
