import { markdownTable } from 'markdown-table';

/** A heading with what is below it. */
export function section(level: '##' | '###', title: string, blocks: readonly string[]): string {
  return [`${level} ${title}`, ...blocks].join('\n\n');
}

/** A table, or words that say that there is nothing to list. Columns without content are left out. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return 'Nothing.';
  const shown = titles.map((_, column) => column).filter((column) => rows.some((row) => row[column] !== ''));
  const cells = [titles, ...rows].map((row) => shown.map((column) => cell(row[column] ?? '')));
  // The formatter pads the cells.
  return markdownTable(cells, { alignDelimiters: false });
}

/** A table with its titles as the first row: so many columns of text, then figures to the right. */
export function figureTable(rows: readonly (readonly string[])[], textColumns: number): string {
  const align = rows[0]?.map((_, column) => (column < textColumns ? null : 'r'));
  return markdownTable(
    rows.map((row) => row.map(cell)),
    { ...(align && { align }) },
  );
}

/** A cell stays one cell, whatever is in it. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
}
