import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withBlock } from '../docs/blocks';
import { formatted } from '../docs/formatted';
import { figureTable } from '../docs/markdown';
import type { MutantReport } from './report';

export const DOCUMENT = join(__dirname, '../../docs/reliability.md');

/** Writes the mutants' table into the document, in place of the one that is there. @throws Error if it has no place for one. */
export async function updateDocument(reports: readonly MutantReport[]): Promise<void> {
  const text = replaceTable(await readFile(DOCUMENT, 'utf8'), reports);
  await writeFile(DOCUMENT, await formatted(DOCUMENT, text));
}

/** The text with a table of these reports in place of its own. @throws Error if it has no place for one. */
export function replaceTable(text: string, reports: readonly MutantReport[]): string {
  return withBlock(text, 'mutants', tableOf(reports));
}

const ROW = /^\| ([^|]+?) +\|[^|]+\|[^|]+\| +(\d+) \|$/gm;

/** The seed that caught each mutant when the table was last written: seeds were tried from 1 up. */
export function caughtBefore(text: string): ReadonlyMap<string, number> {
  return new Map([...text.matchAll(ROW)].map(([, name = '', seed]) => [name, Number(seed)]));
}

function tableOf(reports: readonly MutantReport[]): string {
  const rows = reports.map(({ name, description, seeds, caughtBy }) => [
    name,
    description,
    caughtBy?.invariant ?? '',
    caughtBy === null ? `not within ${seeds}` : String(seeds),
  ]);
  return figureTable(
    [['mutant', 'what is wrong with it', 'caught by the promise', 'seeds until then'], ...rows],
    3,
  );
}
