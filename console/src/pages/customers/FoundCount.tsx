import { Loader } from '../../ui/Loader';
import { useTenant } from '../../shell/tenantContext';

/** How many customers a view has, or has so far. */
export function FoundCount({
  found,
  total,
  isSearching,
}: {
  found: number;
  /** Of all, if that is known. */
  total: number | undefined;
  isSearching: boolean;
}) {
  const { format } = useTenant();
  const shown = total ?? found;
  const customers = `${format.count(shown)} ${shown === 1 ? 'customer' : 'customers'}`;
  return (
    <p className="muted small found" role="status">
      {isSearching ? (
        <>
          <Loader /> Still searching: {customers} so far …
        </>
      ) : total === undefined ? (
        `${format.count(found)} or more customers`
      ) : (
        customers
      )}
    </p>
  );
}
