import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Segment } from '../../../../functions/src/rules/customers/segment';
import { segmentSummaryQuery } from '../../api/segments';
import { useCall } from '../../api/useCall';
import { SEGMENT_LABELS, SEGMENT_NAMES } from '../../format/labels';
import { useTenant } from '../../shell/tenantContext';

export interface SegmentCounts {
  all: number;
  bySegment: ReadonlyMap<Segment, number>;
}

/** How many customers each segment has; undefined until that is known. */
export function useSegmentCounts(orgId: string): SegmentCounts | undefined {
  const { data } = useQuery(segmentSummaryQuery(useCall(), orgId));
  return (
    data && {
      all: data.customerCount,
      bySegment: new Map(data.segments.map(({ segment, customerCount }) => [segment, customerCount])),
    }
  );
}

/** One link a segment: a segment is a view of the same page, with an address of its own. */
export function SegmentTabs({ counts }: { counts: SegmentCounts | undefined }) {
  const { orgId, format } = useTenant();
  const tabs = [undefined, ...SEGMENT_NAMES].map((segment) => ({
    segment,
    label: segment === undefined ? 'All' : SEGMENT_LABELS[segment],
    count: segment === undefined ? counts?.all : counts?.bySegment.get(segment),
  }));
  return (
    <nav aria-label="Segments" className="tabs">
      {tabs.map(({ segment, label, count }) => (
        <Link
          key={label}
          from="/$orgId/customers"
          to="/$orgId/customers"
          params={{ orgId }}
          search={(before) => ({ ...before, segment })}
          activeOptions={{ exact: true }}
          className="tab"
          activeProps={{ 'aria-current': 'page' }}
        >
          {label} <span className="tab-count">{count === undefined ? '…' : format.count(count)}</span>
        </Link>
      ))}
    </nav>
  );
}
