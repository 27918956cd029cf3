import type { CustomerAnswer } from '../../api/customer';
import { reasonText } from '../../format/reason';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';
import { SegmentBadge } from '../../ui/SegmentBadge';

/** In which segment the customer is, why, and until when. */
export function SegmentStory({ story }: { story: CustomerAnswer['segment'] }) {
  const { format } = useTenant();
  const { current, reason, since, changesAt, changesTo } = story;
  return (
    <Card title="Segment">
      <div>
        <SegmentBadge segment={current} />
      </div>
      <p className="reason">{reason !== null && reasonText(reason)}</p>
      <p className="muted">
        {since !== null && <>Since {format.date(since)}. </>}
        {current === null ? (
          'In no segment, audience or count. They come back if the point of sale has them again.'
        ) : changesAt === null || changesTo === null ? (
          "Won't change until they order again."
        ) : (
          <>
            Without an order, becomes <SegmentBadge segment={changesTo} /> on {format.date(changesAt)}.
          </>
        )}
      </p>
    </Card>
  );
}
