import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { menuQuery } from '../../api/menu';
import { useCall } from '../../api/useCall';
import { useTenant } from '../../shell/tenantContext';
import { Field } from '../../ui/Field';
import { NothingYet } from '../../ui/NothingYet';
import { PageTitle } from '../../ui/PageTitle';
import { QueryView } from '../../ui/QueryView';
import { StatePanel } from '../../ui/StatePanel';
import { MenuTable } from './MenuTable';
import { menuView, type MenuItem } from './menuView';
import type { MenuSearch } from './search';

const route = getRouteApi('/$orgId/menu');

/** What the shop sells. All items are there, so that filters and sorting need no call. */
export default function MenuPage() {
  const { orgId } = useTenant();
  const query = useQuery(menuQuery(useCall(), orgId));
  return (
    <>
      <PageTitle title="Menu" />
      <QueryView query={query} label="the menu">
        {(items) => (items.length === 0 ? <NothingYet what="items" /> : <Items items={items} />)}
      </QueryView>
    </>
  );
}

function Items({ items }: { items: readonly MenuItem[] }) {
  const view = route.useSearch();
  const navigate = route.useNavigate();
  const { format } = useTenant();
  const shown = useMemo(() => menuView(items, view), [items, view]);
  const categories = useMemo(
    () => [...new Set(items.flatMap(({ category }) => category ?? []))].sort(),
    [items],
  );
  const change = (changes: MenuSearch) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true });
  return (
    <>
      <div role="search" className="filters">
        <Field label="Search">
          {(control) => (
            <input
              {...control}
              type="search"
              placeholder="Name, brand or strain"
              maxLength={100}
              defaultValue={view.search}
              onChange={(event) => change({ search: event.target.value.trim() || undefined })}
            />
          )}
        </Field>
        <Field label="Category">
          {(control) => (
            <select
              {...control}
              value={view.category ?? ''}
              onChange={(event) => change({ category: event.target.value || undefined })}
            >
              <option value="">All</option>
              {categories.map((category) => (
                <option key={category}>{category}</option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Stock">
          {(control) => (
            <select
              {...control}
              value={view.stock ?? ''}
              onChange={(event) =>
                change({ stock: ([undefined, 'in', 'out'] as const)[event.target.selectedIndex] })
              }
            >
              <option value="">All</option>
              <option value="in">In stock</option>
              <option value="out">Sold out</option>
            </select>
          )}
        </Field>
      </div>
      <p className="muted small" role="status">
        {format.count(shown.length)} of {format.count(items.length)} items
      </p>
      {shown.length === 0 ? (
        <StatePanel kind="empty" title="No matches">
          Try removing a filter.
        </StatePanel>
      ) : (
        <MenuTable items={shown} />
      )}
    </>
  );
}
