const BEGIN = '<!-- bench:begin: written by `npm run bench -- --save` -->';
const END = '<!-- bench:end -->';

/** A Markdown table as the formatter writes it: columns of one width, the first ones to the left and numbers to the right. */
export function markdownTable(rows: readonly (readonly string[])[], leftColumns: number): string {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(3, ...rows.map((row) => (row[column] ?? '').length)));
  const cell = (text: string, column: number) => {
    const width = widths[column] ?? 0;
    return column < leftColumns ? text.padEnd(width) : text.padStart(width);
  };
  const line = (row: readonly string[]) => `| ${row.map(cell).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    column < leftColumns ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [line(head), `| ${rule.join(' | ')} |`, ...rows.slice(1).map(line)].join('\n');
}

/** A document in three: what stands before, between and after the markers. @throws Error that says how to put the markers in. */
export function generatedPart(document: string): { before: string; part: string; after: string } {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) {
    throw new Error(
      `There is no place for what is generated: add the lines ${BEGIN} and ${END} to the document.`,
    );
  }
  return {
    before: document.slice(0, begin + BEGIN.length),
    part: document.slice(begin + BEGIN.length, end).trim(),
    after: document.slice(end),
  };
}

/** The document with another text between the markers. */
export function withGeneratedPart(document: string, text: string): string {
  const { before, after } = generatedPart(document);
  return `${before}\n\n${text}\n\n${after}`;
}
