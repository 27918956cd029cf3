import { TrendingDown, TrendingUp } from 'lucide-react';
import type { Today } from '../../api/today';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';

/** Sales today, and over seven days against the seven before. */
export function Sales({ sales: { today, week, weekBefore } }: { sales: Today['sales'] }) {
  const { format } = useTenant();
  const orders = (count: number) => `${format.count(count)} ${count === 1 ? 'order' : 'orders'}`;
  return (
    <div className="cards sales">
      <Card title="Sales today">
        <p className="figure">
          {format.money(today.total)} <span className="muted">{orders(today.orderCount)} so far</span>
        </p>
      </Card>
      <Card title="Last 7 days">
        <p className="figure">
          {format.money(week.total)} <span className="muted">{orders(week.orderCount)}</span>
        </p>
        <Trend now={week.total} before={weekBefore.total} />
      </Card>
      <Card title="The 7 days before">
        <p className="figure">
          {format.money(weekBefore.total)} <span className="muted">{orders(weekBefore.orderCount)}</span>
        </p>
        <p className="muted small">Up to the same time of day.</p>
      </Card>
    </div>
  );
}

function Trend({ now, before }: { now: number; before: number }) {
  const { format } = useTenant();
  if (before <= 0) return <p className="muted small">Nothing to compare with in the week before.</p>;
  const change = (now - before) / before;
  if (Math.abs(change) < 0.0005) return <p className="muted small">The same as the week before.</p>;
  const isMore = change > 0;
  const Icon = isMore ? TrendingUp : TrendingDown;
  return (
    <p className={isMore ? 'trend up' : 'trend down'}>
      <Icon aria-hidden="true" size={16} /> {format.percent(Math.abs(change))} {isMore ? 'more' : 'less'} than
      the week before
    </p>
  );
}
