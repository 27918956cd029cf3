import { getRouteApi } from '@tanstack/react-router';
import { FlexRender, type Row, useTable } from '@tanstack/react-table';
import { memo, useCallback, useMemo } from 'react';
import type { ListedCustomer } from '../../api/customers';
import { useTenant } from '../../shell/tenantContext';
import { SortHeader } from '../../ui/table/SortHeader';
import { VirtualTable } from '../../ui/table/VirtualTable';
import {
  COLUMN_LABELS,
  COLUMN_SORTS,
  type ColumnId,
  customerColumns,
  features,
  isColumnId,
  NUMERIC,
  visibleColumns,
  WIDTHS,
} from './columns';

const route = getRouteApi('/$orgId/customers');

const ROW_HEIGHT = { wide: 2.75, narrow: 5.5 };

/** The customers that have been loaded. Sorting is the server's: it knows those that haven't. */
export function CustomersTable({
  customers,
  total,
  isStale,
  onNearEnd,
}: {
  customers: readonly ListedCustomer[];
  total: number | undefined;
  isStale: boolean;
  onNearEnd: (() => void) | undefined;
}) {
  const { sort = 'lastOrderDate', direction = 'desc', columns: chosen } = route.useSearch();
  const navigate = route.useNavigate();
  const { orgId, format } = useTenant();
  const columns = useMemo(() => customerColumns(orgId, format), [orgId, format]);
  const visible = useMemo(() => visibleColumns(chosen), [chosen]);
  const columnVisibility = useMemo(
    () =>
      Object.fromEntries(
        Object.keys(COLUMN_LABELS).map((id) => [id, isColumnId(id) && visible.includes(id)]),
      ),
    [visible],
  );
  const table = useTable({
    features,
    columns,
    data: customers,
    state: { columnVisibility },
    getRowId: ({ customerId }) => customerId,
  });
  const { rows } = table.getRowModel();

  const sortBy = (by: typeof sort) => {
    const reversed = direction === 'desc' ? 'asc' : 'desc';
    const natural = by === 'displayName' ? 'asc' : 'desc';
    void navigate({
      search: (before) => ({ ...before, sort: by, direction: by === sort ? reversed : natural }),
      resetScroll: true,
    });
  };
  const row = useCallback(
    (index: number) => {
      const found = rows[index];
      return found && <Cells key={found.id} row={found} columns={visible} />;
    },
    [rows, visible],
  );
  return (
    <VirtualTable
      label="Customers"
      template={visible.map((id) => WIDTHS[id]).join(' ')}
      rowCount={rows.length}
      total={total}
      rowHeight={ROW_HEIGHT}
      isStale={isStale}
      onNearEnd={onNearEnd}
      rowKey={(index) => rows[index]?.id ?? String(index)}
      header={visible.map((id) => {
        const by = id in COLUMN_SORTS ? COLUMN_SORTS[id as keyof typeof COLUMN_SORTS] : undefined;
        const className = NUMERIC.has(id) ? 'numeric' : undefined;
        return by === undefined ? (
          <div key={id} role="columnheader" className={className}>
            {COLUMN_LABELS[id]}
          </div>
        ) : (
          <SortHeader
            key={id}
            className={className}
            sorted={by === sort ? direction : null}
            onSort={() => sortBy(by)}
          >
            {COLUMN_LABELS[id]}
          </SortHeader>
        );
      })}
      row={row}
    />
  );
}

/** The cells of one customer; kept while neither the customer nor the columns change, so that scrolling draws only new rows. */
const Cells = memo(function Cells({
  row,
}: {
  row: Row<typeof features, ListedCustomer>;
  columns: readonly ColumnId[];
}) {
  return row.getVisibleCells().map((cell) => (
    <div
      key={cell.id}
      role="cell"
      className={NUMERIC.has(cell.column.id) ? 'numeric' : undefined}
      data-column={cell.column.id}
      data-label={isColumnId(cell.column.id) ? COLUMN_LABELS[cell.column.id] : undefined}
    >
      <FlexRender cell={cell} />
    </div>
  ));
});
