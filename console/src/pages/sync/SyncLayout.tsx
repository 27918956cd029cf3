import { Link, Outlet } from '@tanstack/react-router';
import { useMay } from '../../session/useMay';
import { useTenant } from '../../shell/tenantContext';
import { DeadLetterCount, QuarantineCount } from './TabCounts';
import { PageTitle } from '../../ui/PageTitle';

/** The sync's pages: how it runs for all, what went wrong for those who can fix it. */
export default function SyncLayout() {
  const { orgId } = useTenant();
  const maySeeQuarantine = useMay('manager');
  const maySeeDeadLetters = useMay('operator');
  const params = { orgId };
  const tab = {
    className: 'tab',
    activeOptions: { exact: true },
    activeProps: { 'aria-current': 'page' as const },
  };
  return (
    <>
      <PageTitle title="Sync" />
      <nav aria-label="Sync" className="tabs">
        <Link to="/$orgId/sync" params={params} {...tab}>
          Runs
        </Link>
        {maySeeQuarantine && (
          <Link to="/$orgId/sync/quarantine" params={params} {...tab}>
            Quarantine <QuarantineCount />
          </Link>
        )}
        {maySeeDeadLetters && (
          <Link to="/$orgId/sync/dead-letters" params={params} {...tab}>
            Dead letters <DeadLetterCount />
          </Link>
        )}
      </nav>
      <Outlet />
    </>
  );
}
