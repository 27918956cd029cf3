import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeftRight } from 'lucide-react';
import { segmentOutlookQuery, segmentSummaryQuery } from '../../api/segments';
import { useCall } from '../../api/useCall';
import { useTenant } from '../../shell/tenantContext';
import { NothingYet } from '../../ui/NothingYet';
import { PageTitle } from '../../ui/PageTitle';
import { QueryView } from '../../ui/QueryView';
import { Distribution } from './Distribution';
import { SegmentCard } from './SegmentCard';

/** The segments side by side: how many, how much, and who comes and goes. */
export default function SegmentsPage() {
  const { orgId, format } = useTenant();
  const call = useCall();
  const summary = useQuery(segmentSummaryQuery(call, orgId));
  const outlook = useQuery(segmentOutlookQuery(call, orgId));
  return (
    <>
      <PageTitle title="Segments">
        <Link to="/$orgId/segments/changes" params={{ orgId }} preload={false} className="button">
          <ArrowLeftRight aria-hidden="true" size={16} /> <span className="label">Changed this week</span>
        </Link>
      </PageTitle>
      <QueryView query={summary} label="segments">
        {(data) =>
          data.customerCount === 0 ? (
            <NothingYet what="customers" />
          ) : (
            <>
              <Distribution summary={data} />
              {outlook.data && (
                <p className="muted">
                  Who enters and leaves until {format.date(outlook.data.until)} is what the rules say if
                  nobody orders.
                </p>
              )}
              <div className="cards">
                {data.segments.map((summarized) => (
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
