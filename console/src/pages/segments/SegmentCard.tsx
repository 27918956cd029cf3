import { Link } from '@tanstack/react-router';
import { ArrowDownLeft, ArrowUpRight, Megaphone, Users } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { CallOutput } from '../../api/contract';
import { SEGMENT_LABELS } from '../../format/labels';
import { useMay } from '../../session/useMay';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';
import { Facts } from '../../ui/Facts';
import { CustomerLink } from '../customers/CustomerLink';

const AudienceDialog = lazy(() => import('./AudienceDialog'));

type Summary = CallOutput<'getSegmentSummary'>['segments'][number];
type Change = CallOutput<'getSegmentOutlook'>['changes'][number];

/** One segment: its size as a number and as a bar, its spending, who enters and leaves. */
export function SegmentCard({
  summary,
  changes,
  isUnknown,
}: {
  summary: Summary;
  changes: readonly Change[] | undefined;
  isUnknown: boolean;
}) {
  const { orgId, format } = useTenant();
  const [isOpen, setIsOpen] = useState(false);
  const maySeeAudience = useMay('manager');
  const { segment, customerCount, share, totalSpent, spendShare, avgOrderValue, orderCount } = summary;
  const label = SEGMENT_LABELS[segment];
  const due = changes?.filter(
    ({ from, to, customerCount: changing }) => changing > 0 && (from === segment || to === segment),
  );
  return (
    <Card title={label} className={`segment-${segment}`}>
      <p className="figure">
        {format.count(customerCount)} <span className="muted">{format.percent(share)} of all customers</span>
      </p>
      <div className="bar" aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </div>
      <Facts
        facts={[
          ['Spent', format.money(totalSpent)],
          ['Share of spending', format.percent(spendShare)],
          ['Orders', format.count(orderCount)],
          ['Average order', format.money(avgOrderValue)],
        ]}
      />
      {isUnknown && <p className="muted small">Couldn't load who is about to enter or leave.</p>}
      {due !== undefined && (
        <div>
          {due.length === 0 && <p className="muted small">Nobody is about to enter or leave.</p>}
          {due.map((change) => (
            <ChangeLine key={change.from} change={change} isLeaving={change.from === segment} />
          ))}
        </div>
      )}
      <div className="actions">
        <Link to="/$orgId/customers" params={{ orgId }} search={{ segment }} className="button">
          <Users aria-hidden="true" size={16} /> Customers<span className="visually-hidden"> of {label}</span>
        </Link>
        {maySeeAudience && (
          <button className="button" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
            <Megaphone aria-hidden="true" size={16} /> Audience
            <span className="visually-hidden"> of {label}</span>
          </button>
        )}
      </div>
      {isOpen && (
        <Suspense>
          <AudienceDialog segment={segment} customerCount={customerCount} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </Card>
  );
}

function ChangeLine({ change, isLeaving }: { change: Change; isLeaving: boolean }) {
  const { orgId, format } = useTenant();
  const { from, to, customerCount, first } = change;
  const Icon = isLeaving ? ArrowUpRight : ArrowDownLeft;
  const summary = isLeaving
    ? `${format.count(customerCount)} leave for ${SEGMENT_LABELS[to]}`
    : `${format.count(customerCount)} enter from ${SEGMENT_LABELS[from]}`;
  return (
    <details className={`change segment-${isLeaving ? to : from}`}>
      <summary>
        <Icon aria-hidden="true" size={16} /> {summary}
      </summary>
      <ol className="changes">
        {first.map((customer) => (
          <li key={customer.customerId}>
            <CustomerLink customer={customer} />{' '}
            <span className="muted small">{format.date(customer.changesAt)}</span>
          </li>
        ))}
      </ol>
      {customerCount > first.length && (
        <Link
          to="/$orgId/customers"
          params={{ orgId }}
          search={{ segment: from, sort: 'lastOrderDate', direction: 'asc' }}
          preload={false}
        >
          Everyone in {SEGMENT_LABELS[from]}, longest away first
        </Link>
      )}
    </details>
  );
}
