import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { deadLetterPages, type DeadLetterState } from '../../api/sync';
import { useCall } from '../../api/useCall';
import { humanize } from '../../format/labels';
import { useTenant } from '../../shell/tenantContext';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Field } from '../../ui/Field';
import { Skeleton } from '../../ui/Skeleton';
import { StatePanel } from '../../ui/StatePanel';
import { DeadLetterCard } from './DeadLetterCard';
import { LETTER_STATES } from './search';

const route = getRouteApi('/$orgId/sync/dead-letters');

/** Messages of the tenant that failed for good, for operators. */
export default function DeadLettersPage() {
  const { orgId } = useTenant();
  const { state = 'open' } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(deadLetterPages(useCall(), orgId, state));
  const letters = query.data?.pages.flatMap((page) => page.letters);
  const show = (chosen: DeadLetterState | undefined) => void navigate({ search: { state: chosen } });
  return (
    <>
      <div className="filters">
        <Field label="Show">
          {(control) => (
            <select
              {...control}
              value={state}
              onChange={(event) => show(LETTER_STATES[event.target.selectedIndex])}
            >
              {LETTER_STATES.map((name) => (
                <option key={name} value={name}>
                  {humanize(name)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      {query.isPending && <Skeleton label="dead letters" />}
      {query.isError && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {letters?.length === 0 && (
        <StatePanel kind="empty" title={`No ${state} dead letters`}>
          {state === 'open' && 'No message has failed permanently.'}
        </StatePanel>
      )}
      {letters?.map((letter) => (
        <DeadLetterCard key={letter.id} letter={letter} />
      ))}
      {query.hasNextPage && (
        <button className="button" disabled={query.isFetching} onClick={() => void query.fetchNextPage()}>
          More
        </button>
      )}
    </>
  );
}
