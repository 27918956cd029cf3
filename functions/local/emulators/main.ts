import { parseOptions } from './options';
import { reserveStdout } from './reserveStdout';
import { stderrLog } from './stderrLog';
import { startSuite, type Suite } from './suite';

/** Resolves at Ctrl-C or `kill`; a second signal ends the process at once. */
function endRequested(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        resolve();
        process.once(signal, () => process.exit(1));
      });
    }
  });
}

async function start(): Promise<Suite> {
  const { secrets, now, ...options } = parseOptions(process.argv.slice(2));
  return startSuite({
    ...options,
    ...(now && { now }),
    log: stderrLog,
    loadExports: async (clock) => {
      const { loadFunctions } = await import('./functions');
      return loadFunctions({ project: options.project, clock, secretsFile: secrets });
    },
  });
}

async function main(): Promise<void> {
  const answer = reserveStdout();
  const ended = endRequested();
  const suite = await start();
  answer(
    JSON.stringify({
      ready: true,
      project: suite.project,
      firestore: suite.firestore.host,
      pubsub: suite.pubsub.host,
      functions: suite.functions.url,
    }),
  );
  await ended;
  await suite.stop();
}

main().then(
  // The functions' own clients keep connections open, so the process would not end by itself.
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
