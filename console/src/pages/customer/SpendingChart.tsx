import { AxisBottom, AxisLeft } from '@visx/axis';
import { scaleBand, scaleLinear } from '@visx/scale';
import { useEffect, useRef, useState } from 'react';
import type { CustomerOrder } from '../../api/customer';
import { useTenant } from '../../shell/tenantContext';
import { monthlySpending } from './monthlySpending';

const HEIGHT = 200;
const MARGIN = { top: 8, right: 8, bottom: 28, left: 64 };

/** Few months make no walls. */
const MAX_BAR_WIDTH = 56;

/** Labels of months stand at least so far apart. */
const LABEL_WIDTH = 64;

const monthName = new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', month: 'short', year: '2-digit' });

/** What a customer has spent, month by month: as bars, and as a table for those who can't see them. */
export default function SpendingChart({ orders }: { orders: readonly CustomerOrder[] }) {
  const { timeZone, format } = useTenant();
  const [figure, width] = useWidth();
  const months = monthlySpending(orders, timeZone);
  const x = scaleBand({
    domain: months.map(({ month }) => month),
    range: [MARGIN.left, Math.max(width - MARGIN.right, MARGIN.left + 1)],
    padding: 0.25,
  });
  const y = scaleLinear({
    domain: [0, Math.max(1, ...months.map(({ dollars }) => dollars))],
    range: [HEIGHT - MARGIN.bottom, MARGIN.top],
    nice: true,
  });
  const barWidth = Math.min(x.bandwidth(), MAX_BAR_WIDTH);
  const labelled = Math.max(1, Math.ceil((months.length * LABEL_WIDTH) / Math.max(1, width - MARGIN.left)));
  const nameOf = (month: string) => monthName.format(new Date(`${month}-01T00:00:00Z`));
  return (
    <figure ref={figure} className="chart">
      <svg width={width} height={HEIGHT} aria-hidden="true">
        {months.map(({ month, dollars, orders: count }) => (
          <rect
            key={month}
            x={(x(month) ?? 0) + (x.bandwidth() - barWidth) / 2}
            y={Math.min(y(dollars), y(0))}
            width={barWidth}
            height={Math.abs(y(0) - y(dollars))}
            rx={3}
          >
            <title>{`${nameOf(month)}: ${format.money(dollars)}, ${format.count(count)} orders`}</title>
          </rect>
        ))}
        <AxisLeft
          scale={y}
          left={MARGIN.left}
          numTicks={4}
          hideAxisLine
          hideTicks
          tickFormat={(dollars) => format.money(Number(dollars)).replace(/\.00$/, '')}
        />
        <AxisBottom
          scale={x}
          top={HEIGHT - MARGIN.bottom}
          hideTicks
          tickValues={months.map(({ month }) => month).filter((_, index) => index % labelled === 0)}
          tickFormat={nameOf}
        />
      </svg>
      <table className="visually-hidden">
        <caption>Spending by month</caption>
        <thead>
          <tr>
            <th>Month</th>
            <th>Spent</th>
            <th>Orders</th>
          </tr>
        </thead>
        <tbody>
          {months.map(({ month, dollars, orders: count }) => (
            <tr key={month}>
              <td>{nameOf(month)}</td>
              <td>{format.money(dollars)}</td>
              <td>{format.count(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

/** How wide an element is at the moment, in pixels. */
function useWidth() {
  const element = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(600);
  useEffect(() => {
    if (element.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, width] as const;
}
