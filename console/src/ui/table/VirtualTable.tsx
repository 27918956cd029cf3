import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState, type CSSProperties, type ReactNode } from 'react';

/** Rows are drawn this far beyond what is seen, in pixels, so that fast scrolling shows no gaps. */
const OVERSCAN = 528;

/** How near to the last row the next page is asked for. */
const NEAR_END = 15;

interface VirtualTableProps {
  label: string;
  /** The CSS grid's columns. */
  template: string;
  header: ReactNode;
  /** How many rows there are at this moment. */
  rowCount: number;
  /** How many there are in all; undefined if nobody has counted. */
  total?: number | undefined;
  /** In rem: wide, and where each row is a card. */
  rowHeight: { wide: number; narrow: number };
  row: (index: number) => ReactNode;
  rowKey: (index: number) => string;
  /** Called when the reader nears the last row. */
  onNearEnd?: (() => void) | undefined;
  isStale?: boolean;
}

const narrowScreen = '(max-width: 48rem)';

/**
 * A table of any length, of which only what is seen is drawn. It scrolls with the page. Rows and cells have their roles spelled
 * out, because a grid's layout takes them from a table's elements.
 */
export function VirtualTable(props: VirtualTableProps) {
  const { rowCount, total, onNearEnd } = props;
  const body = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);
  const height = useRowHeight(props.rowHeight);
  const virtualizer = useWindowVirtualizer({
    count: rowCount,
    estimateSize: () => height,
    // Without it the first rows would wait for a measurement, and then be drawn all at once.
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    overscan: Math.ceil(OVERSCAN / height),
    scrollMargin: offset,
    getItemKey: props.rowKey,
  });

  useLayoutEffect(() => {
    const measure = () => setOffset((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, height]);

  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rowCount > 0 && last >= rowCount - NEAR_END) onNearEnd?.();
  }, [last, rowCount, onNearEnd]);

  return (
    <div
      role="table"
      aria-label={props.label}
      aria-rowcount={total === undefined ? -1 : total + 1}
      className={`table ${props.isStale === true ? 'stale' : ''}`}
      style={{ '--columns': props.template, '--row-height': `${height}px` } as CSSProperties}
    >
      <div role="rowgroup" className="table-header">
        <div role="row" aria-rowindex={1} className="table-row">
          {props.header}
        </div>
      </div>
      <div role="rowgroup" ref={body} className="table-body" style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ key, index, start }) => (
          <div
            role="row"
            key={key}
            aria-rowindex={index + 2}
            className="table-row"
            style={{ transform: `translateY(${start - offset}px)` }}
          >
            {props.row(index)}
          </div>
        ))}
      </div>
    </div>
  );
}

/** The height of a row in pixels, on a screen of this width. */
function useRowHeight({ wide, narrow }: { wide: number; narrow: number }): number {
  const [isNarrow, setIsNarrow] = useState(() => matchMedia(narrowScreen).matches);
  useEffect(() => {
    const query = matchMedia(narrowScreen);
    const update = () => setIsNarrow(query.matches);
    query.addEventListener('change', update);
    return () => query.removeEventListener('change', update);
  }, []);
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.round((isNarrow ? narrow : wide) * rem);
}
