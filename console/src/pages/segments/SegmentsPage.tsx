import { useQuery } from '@tanstack/react-query';
import { segmentOutlookQuery, segmentSummaryQuery } from '../../api/segments';
import { useCall } from '../../api/useCall';
import { useTenant } from '../../shell/tenantContext';
import { PageTitle } from '../../ui/PageTitle';
import { QueryView } from '../../ui/QueryView';
import { StatePanel } from '../../ui/StatePanel';
import { SegmentCard } from './SegmentCard';

/** The segments side by side: how many, how much, and who comes and goes. */
export default function SegmentsPage() {
  const { orgId, format } = useTenant();
  const call = useCall();
  const summary = useQuery(segmentSummaryQuery(call, orgId));
  const outlook = useQuery(segmentOutlookQuery(call, orgId));
  return (
    <>
      <PageTitle title="Segments" />
      <QueryView query={summary} label="segments">
        {({ customerCount, totalSpent, segments }) =>
          customerCount === 0 ? (
            <StatePanel kind="empty" title="No customers yet">
              The first sync with the point of sale brings them here.
            </StatePanel>
          ) : (
            <>
              <p className="muted">
                {format.count(customerCount)} customers have spent {format.money(totalSpent)}.
                {outlook.data &&
                  ` What changes until ${format.date(outlook.data.until)} is what the rules say if nobody orders.`}
              </p>
              <div className="cards">
                {segments.map((summarized) => (
                  <SegmentCard
                    key={summarized.segment}
                    summary={summarized}
                    changes={outlook.data?.changes}
                    isUnknown={outlook.isError}
                  />
                ))}
              </div>
            </>
          )
        }
      </QueryView>
    </>
  );
}
