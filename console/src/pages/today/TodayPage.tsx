import { useQuery } from '@tanstack/react-query';
import { segmentOutlookQuery } from '../../api/segments';
import { todayQuery } from '../../api/today';
import { useCall } from '../../api/useCall';
import { useTenant } from '../../shell/tenantContext';
import { PageTitle } from '../../ui/PageTitle';
import { QueryView } from '../../ui/QueryView';
import { Leaving } from './Leaving';
import { MovedThisWeek } from './MovedThisWeek';
import { Sales } from './Sales';
import { SoldOut } from './SoldOut';
import { SyncHealth } from './SyncHealth';
import { WhoToCall } from './WhoToCall';

/** What staff ask in the morning. Each section stands alone: one that can't be loaded takes none of the others with it. */
export default function TodayPage() {
  const { orgId } = useTenant();
  const call = useCall();
  const today = useQuery(todayQuery(call, orgId));
  const outlook = useQuery(segmentOutlookQuery(call, orgId));
  return (
    <>
      <PageTitle title="Today" />
      <div className="sales-place">
        <QueryView query={today} label="sales">
          {({ sales }) => <Sales sales={sales} />}
        </QueryView>
      </div>
      <div className="columns">
        <div>
          <WhoToCall />
          <QueryView query={outlook} label="customers to win back">
            {(data) => <Leaving outlook={data} />}
          </QueryView>
        </div>
        <div>
          <SyncHealth />
          <MovedThisWeek />
          {today.data && <SoldOut soldOut={today.data.soldOut} />}
        </div>
      </div>
    </>
  );
}
