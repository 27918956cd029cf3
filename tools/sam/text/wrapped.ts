import { stripVTControlCharacters } from 'node:util';

/** Of stdout; without a terminal `COLUMNS` decides, and without that nothing is broken, so that lines can be searched. */
export function terminalWidth(): number {
  const columns = process.stdout.isTTY ? process.stdout.columns : Number(process.env['COLUMNS']);
  return columns > 0 ? columns : Infinity;
}

/** Text with its lines broken between words to fit into a width; a word that is longer stays whole, so that it can be copied. */
export function wrapped(text: string, width = terminalWidth()): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && stripVTControlCharacters(longer).length <= width) lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  return lines.join('\n');
}
