import type { CustomerAnswer } from '../../api/customer';
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
      <p className="reason">{reason}</p>
      <p className="muted">
        {since !== null && <>Since {format.date(since)}. </>}
        {changesAt === null || changesTo === null ? (
          'Stays so unless an order comes.'
        ) : (
          <>
            Without an order turns <SegmentBadge segment={changesTo} /> on {format.date(changesAt)}.
          </>
        )}
      </p>
    </Card>
  );
}
