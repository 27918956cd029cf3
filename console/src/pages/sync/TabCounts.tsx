import { useInfiniteQuery } from '@tanstack/react-query';
import { deadLetterPages, quarantinePages } from '../../api/sync';
import { useCall } from '../../api/useCall';
import { useTenant } from '../../shell/tenantContext';

/** How many rows are in quarantine: those of the tab's first page, with a plus if there are more. */
export function QuarantineCount() {
  const { orgId } = useTenant();
  const { data } = useInfiniteQuery(quarantinePages(useCall(), orgId));
  const [first] = data?.pages ?? [];
  return <Count count={first?.rows.length} isMore={first?.nextCursor !== null} />;
}

/** How many dead letters wait for somebody. */
export function DeadLetterCount() {
  const { orgId } = useTenant();
  const { data } = useInfiniteQuery(deadLetterPages(useCall(), orgId, 'open'));
  const [first] = data?.pages ?? [];
  return <Count count={first?.letters.length} isMore={first?.nextCursor !== null} />;
}

function Count({ count, isMore }: { count: number | undefined; isMore: boolean }) {
  const { format } = useTenant();
  if (count === undefined) return null;
  return (
    <span className={count > 0 ? 'badge warning' : 'tab-count'}>
      {format.count(count)}
      {isMore && '+'}
    </span>
  );
}
