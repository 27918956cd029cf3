import { CommanderError } from 'commander';
import { parseOptions, type EmulatorOptions } from './options';
import { safeText } from '../terminal/safeText';
import { reserveStdout } from '../terminal/reserveStdout';
import { stderrLog } from '../terminal/stderrLog';
import type { FirestoreService } from './firestore/firestoreService';
import type { FunctionHost } from './host/functionHost';
import { authHostOf, clientEmulators, serveClients } from './clients/serveClients';
import { openFirestore } from './firestoreChoice';
import type { ClientEmulators } from './functionsEmulator';
import { startFunctionsEmulatorSuiteOn, startProcessSuiteOn, startSuiteOn, type Suite } from './suite';
import { describeNext } from './next';
import { reloadOnChange } from './reload';
import { SECRETS_FILE } from './secretsFile';

/** npm and a terminal may both pass on one Ctrl-C; a signal after this many milliseconds is a second one. */
const SECOND_SIGNAL_AFTER_MS = 1_000;

/** Resolves at Ctrl-C or `kill`; a second signal ends the process at once. */
function endRequested(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let requestedAt: number | undefined;
    const onSignal = (signal: NodeJS.Signals) => {
      if (requestedAt !== undefined && Date.now() - requestedAt > SECOND_SIGNAL_AFTER_MS) process.exit(1);
      requestedAt ??= Date.now();
      resolve(signal);
    };
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  });
}

const output = (line: string) => void process.stderr.write(`${safeText(line)}\n`);

/** The functions are loaded again when their source changes; the Functions emulator sees to what is built by itself. */
const reloads = ({ reload, functionsEmulator }: Pick<EmulatorOptions, 'reload' | 'functionsEmulator'>) =>
  reload && !functionsEmulator;

function start(
  {
    secrets: secretsFile = SECRETS_FILE,
    now,
    ownProcess,
    functionsEmulator,
    firestore,
    reload,
    ...options
  }: EmulatorOptions,
  clients: ClientEmulators | undefined,
): Promise<Suite<FunctionHost, FirestoreService>> {
  const services = { ...options, ...(now && { now }), log: stderrLog };
  const open = openFirestore(firestore);
  if (functionsEmulator) {
    const beside = clients && { clients, authHost: authHostOf(clients) };
    return startFunctionsEmulatorSuiteOn(open, { ...services, ...beside, secretsFile, output });
  }
  if (ownProcess || reloads({ functionsEmulator, reload }))
    return startProcessSuiteOn(open, { ...services, secretsFile, restarts: true, output });
  return startSuiteOn(open, {
    ...services,
    loadExports: async (clock) => {
      const { loadFunctions } = await import('./functions/loadFunctions');
      return loadFunctions({ project: options.project, clock, secretsFile });
    },
  });
}

/** Exit code of a program that was ended by Ctrl-C. */
const INTERRUPTED = 130;

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  const answer = reserveStdout();
  const ended = endRequested();
  const emulators = await clientEmulators(options);
  const suite = await start(options, emulators);
  const clients = emulators && (await serveClients(suite, emulators, options.firestore));
  const reloading = reloads(options) ? reloadOnChange(suite.functions, output) : undefined;
  answer(
    JSON.stringify({
      ready: true,
      project: suite.project,
      firestore: suite.firestore.host,
      pubsub: suite.pubsub.host,
      functions: suite.functions.url,
      ...(clients && { auth: clients.auth, hosting: clients.hosting }),
    }),
  );
  process.stderr.write(describeNext(suite, reloads(options), clients));
  const signal = await ended;
  reloading?.close();
  await suite.stop();
  return signal === 'SIGINT' ? INTERRUPTED : 0;
}

main().then(
  // The functions' own clients keep connections open, so the process would not end by itself.
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    if (error instanceof CommanderError) process.exit(error.exitCode);
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
