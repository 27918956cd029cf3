import { getRouteApi, Link } from '@tanstack/react-router';
import { memo, useCallback } from 'react';
import { humanize } from '../../format/labels';
import type { Format } from '../../format/format';
import { useMay } from '../../session/useMay';
import { useTenant } from '../../shell/tenantContext';
import { SortHeader } from '../../ui/table/SortHeader';
import { VirtualTable } from '../../ui/table/VirtualTable';
import { Picture } from '../product/Picture';
import { costOf, marginOf, type MenuItem } from './menuView';
import type { MenuSort } from './search';

const route = getRouteApi('/$orgId/menu');

const ROW_HEIGHT = { wide: 2.75, narrow: 5.5 };

interface Column {
  label: string;
  width: string;
  sort?: MenuSort;
  isNumeric?: boolean;
  cell: (item: MenuItem, format: Format) => React.ReactNode;
}

const COLUMNS: readonly Column[] = [
  {
    label: 'Name',
    width: 'minmax(8rem, 2.5fr)',
    sort: 'name',
    cell: (item) => <ItemLink item={item} />,
  },
  { label: 'Brand', width: 'minmax(0, 1fr)', cell: ({ brand }) => brand ?? '—' },
  {
    label: 'Category',
    width: 'minmax(0, 1.2fr)',
    sort: 'category',
    cell: ({ category }) => category ?? '—',
  },
  {
    label: 'Price',
    width: 'minmax(4.5rem, 0.8fr)',
    sort: 'price',
    isNumeric: true,
    cell: ({ price, priceIncludesTax }, format) =>
      price === null ? (
        '—'
      ) : (
        <span title={priceIncludesTax === true ? 'Includes tax' : 'Before tax'}>{format.money(price)}</span>
      ),
  },
  {
    label: 'Stock',
    width: 'minmax(4.5rem, 0.8fr)',
    sort: 'stock',
    isNumeric: true,
    cell: ({ stock, inStock }, format) =>
      inStock ? format.count(stock ?? 0) : <span className="badge warning">Sold out</span>,
  },
  {
    label: 'THC',
    width: 'minmax(4.5rem, 0.7fr)',
    sort: 'thcPercent',
    isNumeric: true,
    cell: ({ thcPercent }, format) => format.percent(thcPercent === null ? null : thcPercent / 100),
  },
  {
    label: 'Strain',
    width: 'minmax(0, 0.8fr)',
    cell: ({ strainType }) =>
      strainType === null ? '—' : strainType === 'cbd' ? 'CBD' : humanize(strainType),
  },
];

/** For those who may see what items cost the shop. */
const COST_COLUMNS: readonly Column[] = [
  {
    label: 'Cost',
    width: 'minmax(4.5rem, 0.8fr)',
    isNumeric: true,
    cell: (item, format) => format.money(costOf(item)),
  },
  {
    label: 'Margin',
    width: 'minmax(4.5rem, 0.8fr)',
    sort: 'margin',
    isNumeric: true,
    cell: (item, format) => format.percent(marginOf(item)),
  },
];

const ALL_COLUMNS = [...COLUMNS, ...COST_COLUMNS];

/** The item's picture and name, which lead to its page. */
function ItemLink({ item: { itemId, name, imageUrl } }: { item: MenuItem }) {
  const { orgId } = useTenant();
  return (
    <span className="item-name">
      <Picture url={imageUrl} name={name ?? itemId} />
      <Link to="/$orgId/menu/$itemId" params={{ orgId, itemId }} preload={false} className="row-link">
        {name ?? itemId}
      </Link>
    </span>
  );
}

/** The items of a view. */
export function MenuTable({ items }: { items: readonly MenuItem[] }) {
  const { sort = 'name', direction = 'asc' } = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useMay('manager') ? ALL_COLUMNS : COLUMNS;
  const row = useCallback(
    (index: number) => {
      const item = items[index];
      return item && <Cells item={item} columns={columns} />;
    },
    [items, columns],
  );
  const sortBy = (by: MenuSort) =>
    void navigate({
      search: (before) => ({
        ...before,
        sort: by,
        direction: by === sort && direction === 'asc' ? 'desc' : 'asc',
      }),
    });
  return (
    <VirtualTable
      label="Menu"
      template={columns.map(({ width }) => width).join(' ')}
      rowCount={items.length}
      total={items.length}
      rowHeight={ROW_HEIGHT}
      row={row}
      rowKey={(index) => items[index]?.itemId ?? String(index)}
      header={columns.map(({ label, sort: by, isNumeric }) => {
        const className = isNumeric === true ? 'numeric' : undefined;
        return by === undefined ? (
          <div key={label} role="columnheader" className={className}>
            {label}
          </div>
        ) : (
          <SortHeader
            key={label}
            className={className}
            sorted={by === sort ? direction : null}
            onSort={() => sortBy(by)}
          >
            {label}
          </SortHeader>
        );
      })}
    />
  );
}

const Cells = memo(function Cells({ item, columns }: { item: MenuItem; columns: readonly Column[] }) {
  const { format } = useTenant();
  return columns.map(({ label, isNumeric, cell }) => (
    <div
      key={label}
      role="cell"
      className={isNumeric === true ? 'numeric' : undefined}
      data-column={label.toLowerCase()}
      data-label={label}
    >
      {cell(item, format)}
    </div>
  ));
});
