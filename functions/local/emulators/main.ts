import { resolve } from 'node:path';
import { CommanderError } from 'commander';
import { parseOptions, type EmulatorOptions } from './options';
import { reserveStdout } from './reserveStdout';
import { stderrLog } from './stderrLog';
import { startFunctionsEmulatorSuite, startProcessSuite, startSuite, type Suite } from './suite';

/** npm and a terminal may both pass on one Ctrl-C; a signal after this many milliseconds is a second one. */
const SECOND_SIGNAL_AFTER_MS = 1_000;

const SECRETS_FILE = resolve(__dirname, '../../.secret.local');

/** Resolves at Ctrl-C or `kill`; a second signal ends the process at once. */
function endRequested(): Promise<void> {
  return new Promise((resolve) => {
    let requestedAt: number | undefined;
    const onSignal = () => {
      if (requestedAt !== undefined && Date.now() - requestedAt > SECOND_SIGNAL_AFTER_MS) process.exit(1);
      requestedAt ??= Date.now();
      resolve();
    };
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  });
}

const output = (line: string) => void process.stderr.write(`${line}\n`);

function start({
  secrets: secretsFile = SECRETS_FILE,
  now,
  ownProcess,
  functionsEmulator,
  ...options
}: EmulatorOptions): Promise<Suite> {
  const services = { ...options, ...(now && { now }), log: stderrLog };
  if (functionsEmulator) return startFunctionsEmulatorSuite({ ...services, secretsFile, output });
  if (ownProcess) return startProcessSuite({ ...services, secretsFile, restarts: true, output });
  return startSuite({
    ...services,
    loadExports: async (clock) => {
      const { loadFunctions } = await import('./functions');
      return loadFunctions({ project: options.project, clock, secretsFile });
    },
  });
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const answer = reserveStdout();
  const ended = endRequested();
  const suite = await start(options);
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
    if (error instanceof CommanderError) process.exit(error.exitCode);
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
