import Table from 'cli-table3';
import { style } from './style';

interface Column<Row> {
  head: string;
  align?: 'right';
  value: (row: Row) => string;
}

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** Rows under a head, in columns without lines, so that they can be cut and searched. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const lines = new Table({
    head: columns.map(({ head }) => style.faint(head.toUpperCase())),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of rows) lines.push(columns.map(({ value }) => value(row)));
  return withoutTrailingSpace(lines.toString());
}

/** Names and values, one pair a line; pairs without a value are left out. */
export function pairs(entries: readonly (readonly [name: string, value: string | null])[]): string {
  const known = entries.filter(([, value]) => value !== null);
  const width = Math.max(...known.map(([name]) => name.length));
  return known.map(([name, value]) => `${style.faint(name.padEnd(width))}  ${value ?? ''}`).join('\n');
}

function withoutTrailingSpace(text: string): string {
  return text.replace(/[ \t]+$/gm, '');
}
