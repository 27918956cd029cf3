import { stripVTControlCharacters } from 'node:util';
import Table from 'cli-table3';
import { withinLine } from '../../terminal/safeText';
import { style } from './style';
import { terminalWidth, wrapped } from './wrapped';

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

/** Between two columns. */
const GAP = 2;

/** Columns of text aren't made narrower than this: from there on each row is a list of its own. */
const LEAST_WIDTH = 12;

/**
 * Rows under a head, in columns without lines, so that they can be cut and searched. Where they are wider than the terminal, text is
 * broken between words; where that isn't enough, each row is a list of names and values.
 */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  terminal = terminalWidth(),
): string {
  const cells = rows.map((row) => columns.map(({ value }) => withinLine(value(row))));
  const widths = fitted(
    columns.map(({ head, align }, index) => ({
      isText: align !== 'right',
      width: Math.max(head.length, ...cells.map((row) => widthOf(row[index] ?? ''))),
    })),
    terminal,
  );
  if (widths === null) return lists(columns, cells, terminal);
  const lines = new Table({
    head: columns.map(({ head }) => style.faint(head.toUpperCase())),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    colWidths: widths,
    wordWrap: true,
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of cells) lines.push(row);
  return withoutTrailingSpace(lines.toString());
}

/** Widths that fit into the terminal: the widest text gives way first. Null if none do. */
function fitted(columns: readonly { isText: boolean; width: number }[], terminal: number): number[] | null {
  const widths = columns.map(({ width }) => width);
  let excess = widths.reduce((sum, width) => sum + width + GAP, -GAP) - terminal;
  while (excess > 0) {
    const texts = widths.map((width, index) => (columns[index]?.isText === true ? width : 0));
    const widest = texts.indexOf(Math.max(...texts));
    if ((texts[widest] ?? 0) <= LEAST_WIDTH) return null;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}

function lists(
  columns: readonly { head: string }[],
  cells: readonly (readonly string[])[],
  terminal: number,
): string {
  return cells
    .map((row) =>
      pairs(
        columns.map(({ head }, index) => [head, row[index] === '' ? null : (row[index] ?? null)]),
        terminal,
      ),
    )
    .join('\n\n');
}

/** Names and values, one pair a line, or several where the terminal is narrow; pairs without a value are left out. */
export function pairs(
  entries: readonly (readonly [name: string, value: string | null])[],
  terminal = terminalWidth(),
): string {
  const known = entries.filter(([, value]) => value !== null);
  const width = Math.max(...known.map(([name]) => name.length));
  const room = Math.max(LEAST_WIDTH, terminal - width - GAP);
  const indent = ' '.repeat(width + GAP);
  return known
    .map(([name, value]) => {
      const lines = wrapped(withinLine(value ?? ''), room).replaceAll('\n', `\n${indent}`);
      return `${style.faint(name.padEnd(width))}${' '.repeat(GAP)}${lines}`;
    })
    .join('\n');
}

function widthOf(text: string): number {
  return Math.max(
    ...stripVTControlCharacters(text)
      .split('\n')
      .map((line) => line.length),
  );
}

/** Text behind a mark, its lines broken between words to fit into the terminal. */
export function paragraph(mark: string, text: string, terminal = terminalWidth()): string {
  if (terminal === Infinity) return withoutTrailingSpace(`${mark}  ${text}`);
  const lines = new Table({
    chars: NO_LINES,
    colWidths: [1, Math.max(20, terminal - 3)],
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    wordWrap: true,
  });
  lines.push([mark, text]);
  return withoutTrailingSpace(lines.toString());
}

function withoutTrailingSpace(text: string): string {
  return text.replace(/[ \t]+$/gm, '');
}
