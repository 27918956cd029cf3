import { prepareEnvironment } from './environment';
import { type Answer, type Job, job } from './jobs';
import type { Simulator } from './simulator';
import type { Subjects } from './subjects';

// Before anything else is loaded: see prepareEnvironment.
const environment = prepareEnvironment();

function tell(message: Answer): void {
  process.send?.(message);
}

async function perform(simulator: Simulator, subjects: Subjects, task: Job): Promise<Answer> {
  const { loadSubjects, subjectOf } = await import('./subjects');
  if (task.kind === 'seed') {
    const { trace, ...result } = await simulator.run(task.seed, subjectOf(subjects, task.seed));
    const failed = result.violation !== null;
    const steps = task.steps === 'all' ? trace.last(Infinity) : failed ? trace.last(task.steps) : [];
    return { kind: 'seed', report: { ...result, faults: { ...result.faults }, steps } };
  }
  const { MUTANTS } = await import('./mutants');
  const mutant = MUTANTS.find(({ name }) => name === task.name);
  if (mutant === undefined) throw new Error(`There is no mutant "${task.name}".`);
  const { name, description } = mutant;
  const mutated = await loadSubjects(mutant);
  const report = { name, description };
  try {
    for (let count = 1; count <= task.seeds; count += 1) {
      const seed = task.firstSeed + count - 1;
      const { violation } = await simulator.run(seed, subjectOf(mutated, seed));
      if (violation === null) continue;
      // A seed that fails on the sources as they are says nothing about the mutant.
      if ((await simulator.run(seed, subjectOf(subjects, seed))).violation !== null) continue;
      return { kind: 'mutant', report: { ...report, seeds: count, caughtBy: { seed, ...violation } } };
    }
    return { kind: 'mutant', report: { ...report, seeds: task.seeds, caughtBy: null } };
  } finally {
    mutated.unload();
  }
}

async function main(): Promise<void> {
  const { loadSubjects } = await import('./subjects');
  const { Simulator: Seeds } = await import('./simulator');
  const subjects = await loadSubjects();
  const simulator = new Seeds(environment);
  process.on('message', (message) => {
    perform(simulator, subjects, job.parse(message)).then(tell, fail);
  });
  tell({ kind: 'ready' });
}

function fail(error: unknown): void {
  tell({ kind: 'broken', message: error instanceof Error ? (error.stack ?? error.message) : typeof error });
}

// The process ends with its parent.
process.on('disconnect', () => process.exit(0));
main().catch(fail);
