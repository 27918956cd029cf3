import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { benchResults, type BenchResults } from '../results';
import { costChart } from './chart';
import { withBlock } from '../../docs/blocks';
import { mergeResults } from './merge';
import { performanceText } from './performance';
import { readmeText } from './readme';

const ROOT = resolve(__dirname, '../../..');
const DIRECTORY = join(ROOT, 'docs/bench');

/** The results that the documentation is made from. */
export const RESULTS_FILE = join(DIRECTORY, 'results.json');
export const CHART_FILE = join(DIRECTORY, 'cost.svg');

/** Documents of which a part is made from the results. */
export const GENERATED: readonly { file: string; text: (results: BenchResults) => string }[] = [
  { file: join(ROOT, 'README.md'), text: readmeText },
  { file: join(ROOT, 'docs/performance.md'), text: performanceText },
];

/** Keeps the results with those kept before, and makes of them the chart and the parts of the documentation. */
export async function saveResults(found: BenchResults): Promise<void> {
  const results = mergeResults(await keptResults(), found);
  await mkdir(DIRECTORY, { recursive: true });
  await writeFile(RESULTS_FILE, `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(CHART_FILE, `${costChart(results)}\n`);
  for (const { file, text } of GENERATED) {
    await writeFile(file, withBlock(await readFile(file, 'utf8'), 'bench', text(results)));
  }
}

/** Null if there are none, or those of a release that kept others. */
async function keptResults(): Promise<BenchResults | null> {
  const text = await readFile(RESULTS_FILE, 'utf8').catch(() => 'null');
  return benchResults.safeParse(JSON.parse(text)).data ?? null;
}
