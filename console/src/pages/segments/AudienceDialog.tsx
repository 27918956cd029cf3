import { Dialog } from '@base-ui/react/dialog';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Segment } from '../../../../functions/src/domain/segment';
import { useCall } from '../../api/useCall';
import { SEGMENT_LABELS } from '../../format/labels';
import { useTenant } from '../../shell/tenantContext';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Field } from '../../ui/Field';
import { Skeleton } from '../../ui/Skeleton';
import { customerName } from '../customers/customerName';

const CHANNELS = { any: 'Email or phone', email: 'Email', phone: 'Phone' } as const;
type Channel = keyof typeof CHANNELS;

/** Who of a segment can be reached. */
export default function AudienceDialog({ segment, onClose }: { segment: Segment; onClose: () => void }) {
  const { orgId, format } = useTenant();
  const call = useCall();
  const [channel, setChannel] = useState<Channel>('any');
  const query = useInfiniteQuery({
    queryKey: ['segments', orgId, 'audience', segment, channel],
    queryFn: ({ pageParam, signal }) =>
      call(
        'getMarketingAudience',
        { orgId, segment, channel, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const customers = query.data?.pages.flatMap((page) => page.customers);
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog">
          <Dialog.Title>Audience: {SEGMENT_LABELS[segment]}</Dialog.Title>
          <Field label="Reached by">
            {(control) => (
              <select
                {...control}
                value={channel}
                onChange={(event) => setChannel(channels[event.target.selectedIndex] ?? 'any')}
              >
                {channels.map((name) => (
                  <option key={name} value={name}>
                    {CHANNELS[name]}
                  </option>
                ))}
              </select>
            )}
          </Field>
          {query.isPending && <Skeleton label="the audience" />}
          {query.isError && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
          {customers && (
            <p role="status">
              {customers.length === 0
                ? 'Nobody of this segment can be reached this way.'
                : `${format.count(customers.length)}${query.hasNextPage ? ' or more' : ''} can be reached.`}
            </p>
          )}
          <ul className="plain-list audience" tabIndex={0} aria-label="Customers">
            {customers?.map((customer) => (
              <li key={customer.customerId}>
                <strong>{customerName(customer)}</strong>
                <span>
                  {[customer.email, customer.phone].filter((contact) => contact !== null).join(' · ')}
                </span>
              </li>
            ))}
          </ul>
          <div className="actions">
            {query.hasNextPage && (
              <button
                className="button"
                disabled={query.isFetching}
                onClick={() => void query.fetchNextPage()}
              >
                More
              </button>
            )}
            <Dialog.Close className="button">Close</Dialog.Close>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const channels = Object.keys(CHANNELS) as Channel[];
