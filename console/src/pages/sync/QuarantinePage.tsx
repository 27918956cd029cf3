import { useInfiniteQuery } from '@tanstack/react-query';
import { quarantinePages, type QuarantinedRow } from '../../api/sync';
import { useCall } from '../../api/useCall';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Skeleton } from '../../ui/Skeleton';
import { StatePanel } from '../../ui/StatePanel';
import { fieldName } from './fieldName';

const RECORDS: Record<QuarantinedRow['stream'], string> = {
  customers: 'Customer',
  orders: 'Order',
  items: 'Menu item',
};

/** Rows of the POS that could not be read, and why. */
export default function QuarantinePage() {
  const { orgId } = useTenant();
  const query = useInfiniteQuery(quarantinePages(useCall(), orgId));
  const rows = query.data?.pages.flatMap((page) => page.rows);
  if (query.isPending) return <Skeleton label="the quarantine" />;
  if (rows === undefined) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  if (rows.length === 0)
    return (
      <StatePanel kind="empty" title="Nothing in quarantine">
        Everything from the point of sale could be read.
      </StatePanel>
    );
  return (
    <>
      <p className="muted">
        The point of sale sent these, but they couldn't be read. Fix them there, and the next sync clears them
        here.
      </p>
      {rows.map((row, index) => (
        <QuarantinedCard key={`${row.stream} ${row.posId ?? index}`} row={row} />
      ))}
      {query.hasNextPage && (
        <button className="button" disabled={query.isFetching} onClick={() => void query.fetchNextPage()}>
          More rows
        </button>
      )}
    </>
  );
}

function QuarantinedCard({ row }: { row: QuarantinedRow }) {
  const { format } = useTenant();
  const { stream, posId, issues, issueCount, payload } = row;
  return (
    <Card isListed title={`${RECORDS[stream]} ${posId === null ? 'without a number' : `no. ${posId}`}`}>
      <ul>
        {issues.map(({ path, message }, index) => (
          <li key={index}>
            <strong title={path || undefined}>{fieldName(path)}</strong> {message}
          </li>
        ))}
        {issueCount > issues.length && <li>and {format.count(issueCount - issues.length)} more</li>}
      </ul>
      <p className="muted small">
        {row.count === 1
          ? `Seen ${format.date(row.lastSeenAt)}.`
          : `Seen on ${format.count(row.count)} days, ${format.date(row.firstSeenAt)} to ${format.date(row.lastSeenAt)}.`}
      </p>
      {payload !== null && payload !== undefined && (
        <details>
          <summary>Row as received</summary>
          <pre className="payload" tabIndex={0}>
            {typeof payload === 'string' ? payload : JSON.stringify(payload, null, 2)}
          </pre>
        </details>
      )}
    </Card>
  );
}
