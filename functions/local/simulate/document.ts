import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MutantReport } from './report';

export const DOCUMENT = join(__dirname, '../../../docs/reliability.md');

const BEGIN = '<!-- mutants:begin: written by `npm run simulate -- --mutants --save` -->';
const END = '<!-- mutants:end -->';

/** Writes the mutants' table into the document, in place of the one that stands there. @throws Error without the place for it. */
export async function updateDocument(reports: readonly MutantReport[]): Promise<void> {
  const { format, resolveConfig } = await import('prettier');
  const text = replaceTable(await readFile(DOCUMENT, 'utf8'), reports);
  await writeFile(DOCUMENT, await format(text, { ...(await resolveConfig(DOCUMENT)), parser: 'markdown' }));
}

/** The text with a table of these reports in place of its own. @throws Error without the place for it. */
export function replaceTable(text: string, reports: readonly MutantReport[]): string {
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error(`docs/reliability.md has no place for the mutants: put "${BEGIN}" and "${END}" into it.`);
  return `${before}${BEGIN}\n\n${tableOf(reports)}\n\n${END}${after}`;
}

function tableOf(reports: readonly MutantReport[]): string {
  const rows = reports.map(({ name, description, seeds, caughtBy }) =>
    [
      name,
      description,
      caughtBy === null ? `not within ${seeds}` : String(seeds),
      caughtBy?.invariant ?? '',
    ].join(' | '),
  );
  const head = [
    'mutant | what is wrong with it | seeds until caught | by the promise',
    '--- | --- | --: | ---',
  ];
  return [...head, ...rows].map((row) => `| ${row} |`).join('\n');
}
