import type { CallOutput } from '../../api/contract';
import { SEGMENT_LABELS } from '../../format/labels';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';

type Summary = CallOutput<'getSegmentSummary'>;
type SegmentSummary = Summary['segments'][number];

/** All segments in one line each: whom the shop has, and who brings its money. */
export function Distribution({ summary }: { summary: Summary }) {
  const { format } = useTenant();
  const { customerCount, totalSpent, segments } = summary;
  return (
    <Card title="At a glance">
      <div className="distribution">
        <Line
          label="Customers"
          figure={format.count(customerCount)}
          segments={segments}
          shareOf={({ share }) => share}
        />
        <Line
          label="Spending"
          figure={format.money(totalSpent)}
          segments={segments}
          shareOf={({ spendShare }) => spendShare ?? 0}
        />
      </div>
      <ul className="plain-list legend" aria-hidden="true">
        {segments.map(({ segment }) => (
          <li key={segment} className={`segment-${segment}`}>
            {SEGMENT_LABELS[segment]}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Line({
  label,
  figure,
  segments,
  shareOf,
}: {
  label: string;
  figure: string;
  segments: readonly SegmentSummary[];
  shareOf: (summary: SegmentSummary) => number;
}) {
  const { format } = useTenant();
  const shares = segments.map((summary) => ({
    segment: summary.segment,
    share: shareOf(summary),
    text: `${SEGMENT_LABELS[summary.segment]} ${format.percent(shareOf(summary))}`,
  }));
  return (
    <>
      <div>
        <span className="muted small">{label}</span>
        <strong>{figure}</strong>
      </div>
      <div
        className="stacked-bar"
        role="img"
        aria-label={`${label}: ${shares.map(({ text }) => text).join(', ')}`}
      >
        {shares.map(({ segment, share, text }) => (
          <span key={segment} className={`segment-${segment}`} style={{ flexGrow: share }} title={text} />
        ))}
      </div>
    </>
  );
}
