import { readFile } from 'node:fs/promises';
import { readCorpus } from './corpus';
import { caughtBefore, DOCUMENT, updateDocument } from './document';
import type { Job } from './workers/jobs';
import { MUTANTS } from './mutants';
import { patchFiles } from './mutants/mutant';
import { parseOptions, type SimulateOptions } from './options';
import { measureOverload, type OverloadFigures } from './overload';
import { runJobs } from './workers/pool';
import {
  type MutantReport,
  printMutants,
  printOverload,
  printSeeds,
  type SeedReport,
  summarise,
} from './report';

/** Steps shown before a violation; of a single seed all are, also if there is none. */
const STEPS_SHOWN = 60;

async function simulate(options: SimulateOptions): Promise<boolean> {
  const jobs: Job[] =
    options.seed === undefined ? seedsOf(options) : [{ kind: 'seed', seed: options.seed, steps: 'all' }];
  if (options.seed === undefined && !options.json) {
    process.stdout.write(
      `Fresh seeds ${options.from} to ${options.from + options.seeds - 1}, after the corpus.\n`,
    );
  }
  const reports: SeedReport[] = [];
  const begin = performance.now();
  await runJobs(jobs, options.workers, (answer) => {
    if (answer.kind === 'seed') reports.push(answer.report);
  });
  const summary = summarise(reports, (performance.now() - begin) / 1000);
  if (options.seed !== undefined && !options.json && reports[0]?.violation === null) {
    process.stdout.write(`${reports[0].steps.join('\n')}\n`);
  }
  process.stdout.write(`${options.json ? JSON.stringify(summary) : printSeeds(summary)}\n`);
  return summary.failures.length === 0;
}

function seedsOf({ seeds, from }: SimulateOptions): Job[] {
  const fresh = Array.from({ length: seeds }, (_, position) => from + position);
  return [...readCorpus().map(({ seed }) => seed), ...fresh].map((seed) => ({
    kind: 'seed',
    seed,
    steps: STEPS_SHOWN,
  }));
}

async function catchMutants(options: SimulateOptions): Promise<boolean> {
  const { mutants: part } = options;
  const chosen = MUTANTS.filter(({ name }) => part === true || name.includes(part ?? ''));
  // All of them before the first takes its time.
  for (const { name, patches } of chosen) await patchFiles(name, patches);
  const reports: MutantReport[] = [];
  // The table says how long a search takes; otherwise what caught a mutant before most likely catches it again.
  const before = options.save ? new Map<string, number>() : caughtBefore(await readFile(DOCUMENT, 'utf8'));
  const jobs = chosen.map(({ name }): Job => ({
    kind: 'mutant',
    name,
    seeds: options.seeds,
    likely: before.get(name),
  }));
  const begin = performance.now();
  await runJobs(jobs, options.workers, (answer) => {
    if (answer.kind === 'mutant') reports.push(answer.report);
  });
  const inOrder = chosen.flatMap(({ name }) => reports.find((report) => report.name === name) ?? []);
  const seconds = (performance.now() - begin) / 1000;
  if (options.save) await updateDocument(inOrder);
  process.stdout.write(`${options.json ? JSON.stringify(inOrder) : printMutants(inOrder, seconds)}\n`);
  return inOrder.every(({ caughtBy }) => caughtBy !== null);
}

/** Tenants, and how many of them a stage works on at once: as declared, and more. */
const OVERLOADS = [[100], [1_000], [1_000, 160], [10_000], [10_000, 400]] as const;

async function overload({ json }: SimulateOptions): Promise<boolean> {
  const figures: OverloadFigures[] = [];
  for (const [tenants, places] of OVERLOADS) figures.push(await measureOverload(tenants, places));
  process.stdout.write(`${json ? JSON.stringify(figures) : printOverload(figures)}\n`);
  return true;
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const kept = await (options.overload ? overload : options.mutants ? catchMutants : simulate)(options);
  process.exitCode = kept ? 0 : 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
