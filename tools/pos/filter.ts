import { z } from 'zod';
import type { WireRow } from './world';

const condition = z.object({
  field: z.string().min(1),
  operator: z.enum(['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'contains', 'isnull', 'isnotnull']),
  value: z.unknown().optional(),
});

/** What a grid sends to narrow its rows. */
const filterOfGrid = z.object({
  logic: z.enum(['and', 'or']).default('and'),
  filters: z.array(condition).default([]),
});

/** Which rows a grid's filter leaves; undefined if the filter can't be read. */
export function filterRows(rows: readonly WireRow[], filter: unknown): readonly WireRow[] | undefined {
  if (filter === undefined || filter === null) return rows;
  const parsed = filterOfGrid.safeParse(filter).data;
  if (parsed === undefined) return undefined;
  const { logic, filters } = parsed;
  if (filters.length === 0) return rows;
  return rows.filter((row) =>
    logic === 'and' ? filters.every((each) => holds(row, each)) : filters.some((each) => holds(row, each)),
  );
}

function holds(row: WireRow, { field, operator, value }: z.infer<typeof condition>): boolean {
  const [own, other] = [comparable(row[field]), comparable(value)];
  const order = compare(own, other);
  switch (operator) {
    case 'isnull':
      return own === null;
    case 'isnotnull':
      return own !== null;
    case 'eq':
      return String(own) === String(other);
    case 'neq':
      return String(own) !== String(other);
    case 'contains':
      return String(own).toLowerCase().includes(String(other).toLowerCase());
    case 'gt':
      return order > 0;
    case 'gte':
      return order >= 0;
    case 'lt':
      return order < 0;
    case 'lte':
      return order <= 0;
  }
}

/** What isn't a plain value is none. */
function comparable(value: unknown): string | number | boolean | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** Numbers by value, all else as text; NaN, which is neither more nor less, for what isn't there. */
function compare(a: ReturnType<typeof comparable>, b: ReturnType<typeof comparable>): number {
  if (a === null || b === null) return Number.NaN;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : Number(String(a) > String(b));
}
