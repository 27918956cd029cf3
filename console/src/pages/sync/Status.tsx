import { useEffect, useState } from 'react';
import type { SyncStatus } from '../../api/sync';
import { humanize, SEGMENT_LABELS, SEGMENT_NAMES } from '../../format/labels';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';
import { Facts } from '../../ui/Facts';
import { Notice } from '../../ui/Notice';
import { QueryView } from '../../ui/QueryView';
import { RunProgress } from './RunProgress';
import { RunStateBadge } from './RunStateBadge';
import type { FollowedRun } from './useFollowedRun';

/** The state of the sync, the age of its last success, what it counted, and the run under way. */
export function Status({ followed }: { followed: FollowedRun }) {
  const { syncStatus } = useTenant();
  const { status, isStarting, ended } = followed;
  return (
    <QueryView query={status} label="the state of the sync">
      {(data) => (
        <>
          {syncStatus === 'paused' && (
            <Notice tone="warning">The sync is paused. Nothing is synced until you resume it.</Notice>
          )}
          {data === null ? (
            <Notice tone="info">This shop has never been synced.</Notice>
          ) : (
            <StatusCard status={data} />
          )}
          {data?.run && <RunProgress run={data.run} />}
          {isStarting && !data?.run && <Notice tone="info">The sync is about to start …</Notice>}
          {ended && !data?.run && (
            <Notice tone={ended.state === 'succeeded' ? 'success' : 'danger'}>
              {ended.dryRun ? 'The dry run' : 'The sync'} has {ended.state}
              {ended.error === null ? '.' : `: ${ended.error.message}`}
            </Notice>
          )}
        </>
      )}
    </QueryView>
  );
}

function StatusCard({ status }: { status: SyncStatus }) {
  const { format } = useTenant();
  const { lastSyncAt, lastError, warnings, segmentCounts } = status;
  useEverySecond();
  return (
    <Card title="State" actions={<RunStateBadge state={status.state} />}>
      <Facts
        facts={[
          [
            'Last success',
            lastSyncAt === null ? (
              'never'
            ) : (
              <>
                {format.relative(lastSyncAt)}{' '}
                <span className="muted small">{format.dateTime(lastSyncAt)}</span>
              </>
            ),
          ],
          ['Customers', format.count(status.customerCount)],
          ['Orders', format.count(status.orderCount)],
          ['Menu items', format.count(status.menuProductsCount)],
        ]}
      />
      <ul className="plain-list tag-list" aria-label="Customers by segment">
        {SEGMENT_NAMES.map((segment) => (
          <li key={segment} className={`badge segment-${segment}`}>
            {SEGMENT_LABELS[segment]} {format.count(segmentCounts[segment] ?? 0)}
          </li>
        ))}
      </ul>
      {lastError && (
        <Notice tone="danger">
          <strong>{humanize(lastError.code)}</strong> in {lastError.stage}, {format.dateTime(lastError.at)}:{' '}
          {lastError.message}
        </Notice>
      )}
      {warnings.map(({ code, message, since }) => (
        <Notice key={code} tone="warning">
          <strong>{humanize(code)}</strong> since {format.dateTime(since)}: {message}
        </Notice>
      ))}
    </Card>
  );
}

/** Draws again each second, so that ages grow. */
function useEverySecond(): void {
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
}
