import type { Segment } from '../../../functions/src/rules/customers/segment';
import { SEGMENT_LABELS } from '../format/labels';

/** A segment, by name and color. */
export function SegmentBadge({ segment }: { segment: Segment | null }) {
  if (segment === null) return <span className="badge">None</span>;
  return <span className={`badge segment-${segment}`}>{SEGMENT_LABELS[segment]}</span>;
}
