import { Columns3 } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { COLUMN_LABELS, isColumnId, USUAL_COLUMNS, visibleColumns } from './columns';

const FloatingPanel = lazy(() => import('../../ui/FloatingPanel'));

/** Which columns the table shows; the choice is in the address. */
export function ColumnChoice({
  chosen,
  onChoose,
}: {
  chosen: string | undefined;
  onChoose: (columns: string | undefined) => void;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const visible = visibleColumns(chosen);
  const toggle = (id: string) => {
    const ids = Object.keys(COLUMN_LABELS).filter(
      (column) => isColumnId(column) && (column === id) !== visible.includes(column),
    );
    const columns = ids.join('.');
    onChoose(columns === USUAL_COLUMNS.join('.') ? undefined : columns);
  };
  return (
    <>
      <button
        ref={button}
        className="button column-choice"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Columns3 aria-hidden="true" size={16} /> <span className="label">Columns</span>
      </button>
      {isOpen && (
        <Suspense>
          <FloatingPanel label="Columns" anchor={button} onClose={() => setIsOpen(false)}>
            {Object.entries(COLUMN_LABELS).map(([id, label]) => (
              <label key={id} className="checkbox">
                <input
                  type="checkbox"
                  checked={visible.some((column) => column === id)}
                  disabled={id === 'name'}
                  onChange={() => toggle(id)}
                />
                {label}
              </label>
            ))}
          </FloatingPanel>
        </Suspense>
      )}
    </>
  );
}
