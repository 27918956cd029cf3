import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { BenchResults } from '../results';
import { costChart } from './chart';
import { withTable } from './readme';

const ROOT = resolve(__dirname, '../../../..');

/** Where the results stand that the documentation is made from. */
export const RESULTS_DIRECTORY = join(ROOT, 'docs/bench');
export const RESULTS_FILE = join(RESULTS_DIRECTORY, 'results.json');
export const CHART_FILE = join(RESULTS_DIRECTORY, 'cost.svg');
export const README_FILE = join(ROOT, 'README.md');

/** Keeps the results, and makes the chart and the README's table of them. */
export async function saveResults(results: BenchResults): Promise<void> {
  await mkdir(RESULTS_DIRECTORY, { recursive: true });
  await writeFile(RESULTS_FILE, `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(CHART_FILE, costChart(results));
  await writeFile(README_FILE, withTable(await readFile(README_FILE, 'utf8'), results));
}
