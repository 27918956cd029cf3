import { fork } from 'node:child_process';
import { join } from 'node:path';
import { type Answer, answer, type Job } from './jobs';

/** More young space: most of what a seed makes is garbage at once. */
const WORKER_FLAGS = ['--max-semi-space-size=64'];

/**
 * Gives jobs to worker processes, one at a time each, until they are all done.
 * @throws Error when a worker fails: a fault of the simulator itself, or a mutant that no longer fits.
 */
export async function runJobs(
  jobs: readonly Job[],
  workers: number,
  onAnswer: (answer: Answer) => void,
): Promise<void> {
  const waiting = [...jobs];
  await Promise.all(
    Array.from({ length: Math.min(workers, jobs.length) }, () => runWorker(() => waiting.shift(), onAnswer)),
  );
}

function runWorker(nextJob: () => Job | undefined, onAnswer: (answer: Answer) => void): Promise<void> {
  const child = fork(join(__dirname, 'worker.ts'), [], { execArgv: [...process.execArgv, ...WORKER_FLAGS] });
  return new Promise((resolve, reject) => {
    child.on('message', (message) => {
      const received = answer.parse(message);
      if (received.kind === 'broken') {
        reject(new Error(received.message));
        child.disconnect();
        return;
      }
      if (received.kind !== 'ready') onAnswer(received);
      const job = nextJob();
      if (job !== undefined) {
        child.send(job);
        return;
      }
      child.disconnect();
      resolve();
    });
    child.on('error', reject);
    child.on('exit', (code, signal) =>
      reject(new Error(`A worker ended by itself (${String(signal ?? code)}).`)),
    );
  });
}
