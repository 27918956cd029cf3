import { Dialog } from '@base-ui/react/dialog';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Copy, Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Segment } from '../../../../functions/src/rules/customers/segment';
import type { CallOutput } from '../../api/contract';
import { useCall } from '../../api/useCall';
import { csvOf } from '../../format/csv';
import { download } from '../../format/download';
import type { Format } from '../../format/format';
import { SEGMENT_LABELS } from '../../format/labels';
import { useTenant } from '../../shell/tenantContext';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Field } from '../../ui/Field';
import { Skeleton } from '../../ui/Skeleton';
import { customerName } from '../customers/customerName';
import { countLeftOut, describeLeftOut } from './leftOut';

const CHANNELS = { any: 'Email or phone', email: 'Email', phone: 'Phone' } as const;
type Channel = keyof typeof CHANNELS;
type Reached = CallOutput<'getMarketingAudience'>['customers'][number];

/** The largest page: a segment is read to its end, to know how many can't be reached. */
const PAGE = 500;

/** Who of a segment can be reached, to be copied or taken along, and how many can't be and why. */
export default function AudienceDialog({
  segment,
  customerCount,
  onClose,
}: {
  segment: Segment;
  /** Of the whole segment. */
  customerCount: number;
  onClose: () => void;
}) {
  const { orgId, format } = useTenant();
  const call = useCall();
  const [channel, setChannel] = useState<Channel>('any');
  const query = useInfiniteQuery({
    queryKey: ['segments', orgId, 'audience', segment, channel],
    queryFn: ({ pageParam, signal }) =>
      call(
        'getMarketingAudience',
        { orgId, segment, channel, limit: PAGE, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  const customers = query.data?.pages.flatMap((page) => page.customers);
  const leftOutPages = query.data?.pages.map((page) => page.leftOut) ?? [];
  const leftOut = describeLeftOut(leftOutPages, format.count);
  const isComplete = customers !== undefined && !hasNextPage;
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
              {isComplete
                ? reachOf(customers.length, customerCount, countLeftOut(leftOutPages), channel, format)
                : `${format.count(customers.length)} can be reached so far …`}
            </p>
          )}
          {leftOut !== null && <p>{leftOut}</p>}
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
            {isComplete && customers.length > 0 && (
              <>
                <CopyButton text={contactsOf(customers, channel).join('\n')} />
                <button
                  className="button"
                  onClick={() => download([audienceCsv(customers)], `${orgId}-${segment}-audience.csv`)}
                >
                  <Download aria-hidden="true" size={16} /> Export CSV
                </button>
              </>
            )}
            <Dialog.Close className="button">Close</Dialog.Close>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Copies, and says so. */
function CopyButton({ text }: { text: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('failed'),
    );
  return (
    <>
      <button className="button" onClick={copy}>
        <Copy aria-hidden="true" size={16} /> Copy contacts
      </button>
      <span role="status" className="muted small">
        {state === 'copied' && 'Copied.'}
        {state === 'failed' && "The browser doesn't allow copying. Export the CSV instead."}
      </span>
    </>
  );
}

function reachOf(reached: number, all: number, leftOut: number, channel: Channel, format: Format): string {
  const missing = {
    any: 'no email address or phone number',
    email: 'no email address',
    phone: 'no phone number',
  };
  const others = Math.max(0, all - reached - leftOut);
  const rest = others === 0 ? '' : ` ${format.count(others)} have ${missing[channel]} that works.`;
  return reached === 0
    ? `Nobody in this segment can be reached this way.${rest}`
    : `${format.count(reached)} of ${format.count(all)} can be reached.${rest}`;
}

/** One a customer: the address, else the number. */
function contactsOf(customers: readonly Reached[], channel: Channel): string[] {
  return customers.flatMap(({ email, phone }) => (channel === 'phone' ? phone : (email ?? phone)) ?? []);
}

function audienceCsv(customers: readonly Reached[]): string {
  const rows = customers.map((customer) => [customerName(customer), customer.email, customer.phone]);
  return csvOf([['Name', 'Email', 'Phone'], ...rows]);
}

const channels = Object.keys(CHANNELS) as Channel[];
