import { MUTANTS } from '../mutants';
import { readCorpus } from '../corpus';
import { withMutant } from '../mutants/withMutant';
import type { Environment } from '../runtime/determinism/environment';
import { prepareSubject, type Subject } from '../runtime/subject';
import { Simulator } from '../seed/simulator';
import type { Answer, Job } from './jobs';

type JobOf<Kind extends Job['kind']> = Extract<Job, { kind: Kind }>;
type AnswerOf<Kind extends Job['kind']> = Extract<Answer, { kind: Kind }>;

/** Does jobs, one after the other. */
export interface JobRunner {
  run(job: Job): Promise<Answer>;
}

/** Loads the sources that the jobs are about. */
export async function openJobRunner(environment: Environment): Promise<JobRunner> {
  const subject = await prepareSubject(await import('../runtime/sources'));
  const simulator = new Simulator(environment);
  return {
    run: (job) =>
      job.kind === 'seed' ? runSeed(simulator, subject, job) : tryMutant(simulator, subject, job),
  };
}

async function runSeed(
  simulator: Simulator,
  subject: Subject,
  { seed, steps }: JobOf<'seed'>,
): Promise<AnswerOf<'seed'>> {
  const { trace, ...result } = await simulator.run(seed, subject);
  const shown = steps === 'all' ? Infinity : result.violation === null ? 0 : steps;
  return { kind: 'seed', report: { ...result, steps: trace.last(shown) } };
}

/** Runs seeds on sources with a bug, until one breaks a promise that it keeps on the sources as they are. */
async function tryMutant(
  simulator: Simulator,
  subject: Subject,
  { name, seeds, likely }: JobOf<'mutant'>,
): Promise<AnswerOf<'mutant'>> {
  const mutant = MUTANTS.find((one) => one.name === name);
  if (mutant === undefined) throw new Error(`There is no mutant "${name}".`);
  const report = { name, description: mutant.description };
  return withMutant(mutant, async (mutated) => {
    let tried = 0;
    for (const seed of seedsToTry(seeds, likely)) {
      tried += 1;
      const { violation } = await simulator.run(seed, mutated);
      if (violation === null) continue;
      // A seed that fails on the sources as they are says nothing about the mutant.
      if ((await simulator.run(seed, subject)).violation !== null) continue;
      return { kind: 'mutant', report: { ...report, seeds: tried, caughtBy: { seed, ...violation } } };
    }
    return { kind: 'mutant', report: { ...report, seeds: tried, caughtBy: null } };
  });
}

/** Some bugs show in so few seeds that only those of the corpus are known to find them. */
function seedsToTry(seeds: number, likely: number | undefined): ReadonlySet<number> {
  if (seeds === 0) return new Set();
  const first = Array.from({ length: seeds }, (_, index) => index + 1);
  return new Set([
    ...(likely === undefined ? [] : [likely]),
    ...first,
    ...readCorpus().map(({ seed }) => seed),
  ]);
}
