import { join } from 'node:path';
import Tinypool from 'tinypool';
import { z } from 'zod';
import { type Answer, answer, type Job } from './jobs';

/** More young space: most of what a seed makes is garbage at once. */
const WORKER_FLAGS = ['--max-semi-space-size=64'];

const WORKER = join(__dirname, '../../../scripts/simulateWorker.mjs');

/** The pool gives its processes nothing of this one's environment by itself. */
const environment = z.record(z.string(), z.string());

/** An error of a worker, as the pool hands it over. */
const failure = z.object({ message: z.string(), stack: z.string().optional() });

/**
 * Gives jobs to worker processes, one at a time each, until they are all done.
 * @throws Error when a worker fails: a fault of the simulator itself, or a mutant that no longer fits.
 */
export async function runJobs(
  jobs: readonly Job[],
  workers: number,
  onAnswer: (answer: Answer) => void,
): Promise<void> {
  const size = Math.max(1, Math.min(workers, jobs.length));
  const pool = new Tinypool({
    runtime: 'child_process',
    filename: WORKER,
    execArgv: WORKER_FLAGS,
    env: environment.parse({ ...process.env }),
    minThreads: size,
    maxThreads: size,
  });
  const run = async (job: Job): Promise<void> => onAnswer(answer.parse(await pool.run(job)));
  try {
    await Promise.all(jobs.map(run));
  } catch (error) {
    const { message, stack } = failure.parse(error);
    throw new Error(stack ?? message, { cause: error });
  } finally {
    await pool.destroy();
  }
}
