import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { movedQuery } from '../../api/today';
import { useCall } from '../../api/useCall';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';
import { QueryView } from '../../ui/QueryView';
import { MovedCustomer } from '../segments/MovedCustomer';

/** Who changed segment within the last seven days, newest first; not those whose history has only been imported. */
export function MovedThisWeek() {
  const { orgId } = useTenant();
  const query = useQuery(movedQuery(useCall(), orgId));
  return (
    <Card title="Changed segment this week">
      <QueryView query={query} label="who changed segment">
        {({ changes, isMore }) => (
          <>
            {changes.length === 0 ? (
              <p className="muted">Nobody changed segment.</p>
            ) : (
              <ul className="plain-list lines">
                {changes.map((change) => (
                  <MovedCustomer key={change.changeId} change={change} />
                ))}
              </ul>
            )}
            {isMore && changes.length > 0 && (
              <Link to="/$orgId/segments/changes" params={{ orgId }} preload={false}>
                Everyone who changed segment this week
              </Link>
            )}
          </>
        )}
      </QueryView>
    </Card>
  );
}
