import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';
import type { ReactNode } from 'react';

export type Direction = 'asc' | 'desc';

const ICONS = { asc: ArrowUp, desc: ArrowDown };
const ARIA = { asc: 'ascending', desc: 'descending' } as const;

/** The header of a column that can be sorted by. `sorted` is how it is sorted by now, null if not at all. */
export function SortHeader({
  sorted,
  onSort,
  className,
  children,
}: {
  sorted: Direction | null;
  onSort: () => void;
  className?: string | undefined;
  children: ReactNode;
}) {
  const Icon = sorted === null ? ArrowUpDown : ICONS[sorted];
  return (
    <div role="columnheader" aria-sort={sorted === null ? 'none' : ARIA[sorted]} className={className}>
      <button className="sort" onClick={onSort}>
        {children} <Icon aria-hidden="true" size={14} className={sorted === null ? 'faint' : undefined} />
      </button>
    </div>
  );
}
