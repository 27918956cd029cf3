import { readCorpus } from './corpus';
import { updateDocument } from './document';
import type { Job } from './jobs';
import { MUTANTS } from './mutants';
import { patchFiles } from './mutants/mutant';
import { parseOptions, type SimulateOptions } from './options';
import { runJobs } from './pool';
import { type MutantReport, printMutants, printSeeds, type SeedReport, summarise } from './report';

/** Steps shown before a violation; of a single seed all are, also where there is none. */
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
  const jobs = chosen.map(({ name }): Job => ({ kind: 'mutant', name, firstSeed: 1, seeds: options.seeds }));
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

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const kept = await (options.mutants ? catchMutants(options) : simulate(options));
  process.exitCode = kept ? 0 : 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
