import { prepareEnvironment } from '../../simulate/runtime/determinism/environment';

/** Runs the seeds on the command line one after the other in this process, and prints the trace of the last. */
async function main(seeds: readonly number[]): Promise<void> {
  const { Simulator } = await import('../../simulate/seed/simulator');
  const { prepareSubject } = await import('../../simulate/runtime/subject');
  const subject = await prepareSubject(await import('../../simulate/runtime/sources'));
  const simulator = new Simulator(environment);
  let text = '';
  for (const seed of seeds) text = (await simulator.run(seed, subject)).trace.text;
  process.stdout.write(text);
}

// Before anything else is loaded: see prepareEnvironment.
const environment = prepareEnvironment();
void main(process.argv.slice(2).map(Number));
