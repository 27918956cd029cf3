import { prepareEnvironment } from '../runtime/determinism/environment';
import { type Answer, job } from './jobs';
import type { JobRunner } from './jobRunner';

// Before anything else is loaded: see prepareEnvironment.
const environment = prepareEnvironment();

// The process ends with its parent.
process.on('disconnect', () => process.exit(0));

let runner: Promise<JobRunner> | undefined;

/** Does one job; the pool calls it. */
export default async function work(given: unknown): Promise<Answer> {
  runner ??= import('./jobRunner').then(({ openJobRunner }) => openJobRunner(environment));
  return (await runner).run(job.parse(given));
}
