/** A heading with what stands below it. */
export function section(level: '##' | '###', title: string, blocks: readonly string[]): string {
  return [`${level} ${title}`, ...blocks].join('\n\n');
}

/** A table, or words that say that there is nothing to list. Columns that hold nothing are left out. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return 'Nothing.';
  const shown = titles.map((_, column) => column).filter((column) => rows.some((row) => row[column] !== ''));
  const line = (cells: readonly string[]) =>
    `| ${shown.map((column) => cell(cells[column] ?? '')).join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A cell stays one cell, whatever stands in it. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
}
