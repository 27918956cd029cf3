import { Link } from '@tanstack/react-router';
import { columnVisibilityFeature, createColumnHelper, tableFeatures } from '@tanstack/react-table';
import type { ListedCustomer } from '../../api/customers';
import type { Format } from '../../format/format';
import { SegmentBadge } from '../../ui/SegmentBadge';
import { customerName } from './customerName';

export const features = tableFeatures({ columnVisibilityFeature });

const helper = createColumnHelper<typeof features, ListedCustomer>();

/** The columns' names, in their order; the keys are in the address. */
export const COLUMN_LABELS = {
  name: 'Name',
  contact: 'Contact',
  segment: 'Segment',
  spent: 'Total spent',
  orders: 'Orders',
  lastOrder: 'Last order',
  tags: 'Tags',
  average: 'Average order',
  points: 'Points',
  created: 'Created',
} as const;
export type ColumnId = keyof typeof COLUMN_LABELS;

export const USUAL_COLUMNS: readonly ColumnId[] = [
  'name',
  'contact',
  'segment',
  'spent',
  'orders',
  'lastOrder',
  'tags',
];

/** How wide each is, as a column of a CSS grid. */
export const WIDTHS: Record<ColumnId, string> = {
  name: 'minmax(9rem, 2fr)',
  contact: 'minmax(9rem, 2fr)',
  segment: 'minmax(6rem, 1fr)',
  spent: 'minmax(7rem, 1fr)',
  orders: 'minmax(5rem, 0.7fr)',
  lastOrder: 'minmax(7rem, 1fr)',
  tags: 'minmax(7rem, 1.5fr)',
  average: 'minmax(7.5rem, 1fr)',
  points: 'minmax(5rem, 0.7fr)',
  created: 'minmax(7rem, 1fr)',
};

export function isColumnId(id: string): id is ColumnId {
  return Object.hasOwn(COLUMN_LABELS, id);
}

/** The columns of a choice as the address has it: always the name, in the columns' own order. */
export function visibleColumns(chosen: string | undefined): ColumnId[] {
  const ids = chosen === undefined ? USUAL_COLUMNS : chosen.split('.');
  return Object.keys(COLUMN_LABELS)
    .filter(isColumnId)
    .filter((id) => id === 'name' || ids.includes(id));
}

/** What the headers of columns sort by. */
export const COLUMN_SORTS = {
  name: 'displayName',
  spent: 'totalSpent',
  orders: 'orderCount',
  lastOrder: 'lastOrderDate',
  created: 'createdAt',
} as const;

/** Numbers stand at the end of their cells. */
export const NUMERIC: ReadonlySet<string> = new Set(['spent', 'orders', 'average', 'points']);

/** The columns of a tenant's customers. */
export function customerColumns(orgId: string, format: Format) {
  return helper.columns([
    helper.display({
      id: 'name',
      cell: ({ row: { original } }) => (
        <Link
          to="/$orgId/customers/$customerId"
          params={{ orgId, customerId: original.customerId }}
          className="row-link"
        >
          {customerName(original)}
        </Link>
      ),
    }),
    helper.display({
      id: 'contact',
      cell: ({ row: { original } }) => original.email ?? original.phone ?? '—',
    }),
    helper.display({
      id: 'segment',
      cell: ({ row: { original } }) => <SegmentBadge segment={original.segment} />,
    }),
    helper.display({ id: 'spent', cell: ({ row: { original } }) => format.money(original.totalSpent) }),
    helper.display({ id: 'orders', cell: ({ row: { original } }) => format.count(original.orderCount) }),
    helper.display({ id: 'lastOrder', cell: ({ row: { original } }) => format.date(original.lastOrderDate) }),
    helper.display({
      id: 'tags',
      cell: ({ row: { original } }) =>
        original.tags.map((tag) => (
          <span key={tag} className="badge tag">
            {tag}
          </span>
        )),
    }),
    helper.display({ id: 'average', cell: ({ row: { original } }) => format.money(original.avgOrderValue) }),
    helper.display({
      id: 'points',
      cell: ({ row: { original } }) =>
        original.loyaltyPoints === null ? '—' : format.count(original.loyaltyPoints),
    }),
    helper.display({ id: 'created', cell: ({ row: { original } }) => format.date(original.createdAt) }),
  ]);
}
