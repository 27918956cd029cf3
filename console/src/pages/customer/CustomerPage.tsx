import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { customerQuery } from '../../api/customer';
import { useCall } from '../../api/useCall';
import { useTenant } from '../../shell/tenantContext';
import { PageTitle } from '../../ui/PageTitle';
import { QueryView } from '../../ui/QueryView';
import { customerName } from '../customers/customerName';
import { ConsentCard } from './ConsentCard';
import { EditProfileButton } from './EditProfileButton';
import { EraseButton } from './EraseButton';
import { FavoriteProducts } from './FavoriteProducts';
import { Notes } from './Notes';
import { Orders } from './Orders';
import { Profile } from './Profile';
import { ResyncButton } from './ResyncButton';
import { SegmentStory } from './SegmentStory';
import { Tags } from './Tags';

const route = getRouteApi('/$orgId/customers/$customerId');

/** All about one customer. */
export default function CustomerPage() {
  const { customerId } = route.useParams();
  const { orgId } = useTenant();
  const query = useQuery(customerQuery(useCall(), orgId, customerId));
  const customer = query.data?.customer;
  return (
    <>
      <Link to="/$orgId/customers" params={{ orgId }} className="back">
        <ChevronLeft aria-hidden="true" size={16} /> Customers
      </Link>
      <PageTitle title={customer ? customerName(customer) : 'Customer'}>
        {customer && (
          <EditProfileButton key={`${customerId} ${customer.updatedAt ?? ''}`} customer={customer} />
        )}
        {customer && <ResyncButton key={customerId} customer={customer} />}
        {customer && <EraseButton customer={customer} />}
      </PageTitle>
      <QueryView query={query} label="the customer">
        {(data) => (
          <div className="columns">
            <div>
              <Profile customer={data.customer} spending={data.spending} />
              <Orders customerId={customerId} />
            </div>
            <div>
              <SegmentStory story={data.segment} />
              <FavoriteProducts customerId={customerId} />
              <ConsentCard customerId={customerId} consent={data.customer.consent} />
              <Tags customerId={customerId} tags={data.customer.tags} />
              <Notes key={customerId} customerId={customerId} notes={data.customer.notes} />
            </div>
          </div>
        )}
      </QueryView>
    </>
  );
}
