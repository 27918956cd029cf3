import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { findFirebaseTools } from '../suite/firebaseTools';
import { prepareProject } from '../suite/preparedProject';
import { applyParamDefaults } from './environment';
import { hostOf, type FunctionHost } from './host/functionHost';
import { loadFunctions } from './functions/loadFunctions';
import { freePorts } from '../servers/freePorts';
import { Activity } from './delivery/activity';
import { Dispatcher, type DispatcherOptions } from './host/dispatcher';
import { describeFunction } from './functions/functionHandle';
import { DEFAULT_CONCURRENCY_LIMIT, discoverFunctions } from './functions/hostedFunction';
import { EmulatedFunction } from './process/emulatedFunction';

const READY = 'All emulators ready!';
const HOST = '127.0.0.1';

/** The CLI's Auth and Hosting emulators, beside the functions. */
export interface ClientEmulators {
  authPort: number;
  hostingPort: number;
  /** Whose pages may call the functions, besides Hosting's. */
  origins: readonly string[];
}

export interface FunctionsEmulatorOptions extends DispatcherOptions {
  schedules: boolean;
  /** 0, the default, takes a free port. */
  port?: number;
  /** A dotenv file. */
  secretsFile: string;
  clients?: ClientEmulators;
  /** Takes the lines that the Firebase CLI and the functions write. */
  output: (line: string) => void;
}

/**
 * Serves the built package by the Firebase CLI's own Functions emulator, with its processes, environment and way of loading,
 * and sends it the events of the embedded Firestore and Pub/Sub as CloudEvents over HTTP. The emulator knows nothing of the two:
 * it calls such functions "ignored", and runs them all the same.
 * @throws Error with the CLI's output where it doesn't start.
 */
export async function startFunctionsEmulator(options: FunctionsEmulatorOptions): Promise<FunctionHost> {
  const { project, clock, clients, output } = options;
  const [free = 0, hub, logging, eventarc, tasks] = await freePorts(5);
  const port = options.port === undefined || options.port === 0 ? free : options.port;
  const prepared = await prepareProject(
    {
      functions: { port },
      hub: { port: hub },
      logging: { port: logging },
      eventarc: { port: eventarc },
      tasks: { port: tasks },
      ...(clients && {
        auth: { host: HOST, port: clients.authPort },
        hosting: { host: HOST, port: clients.hostingPort },
      }),
      ui: { enabled: false },
      singleProjectMode: false,
    },
    options.secretsFile,
    clients && { authOrigin: `http://${HOST}:${clients.authPort}`, origins: clients.origins },
  );
  const only = clients ? 'functions,auth,hosting' : 'functions';
  // CI keeps the CLI from asking for the values of params; it takes their defaults.
  const child = spawn(
    process.execPath,
    [await findFirebaseTools(), 'emulators:start', '--only', only, '--project', project],
    {
      cwd: prepared.folder,
      env: { ...process.env, CI: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Ctrl-C in a terminal reaches this process, which ends the CLI when invocations have ended.
      detached: true,
    },
  );
  // Whatever ends this process, nothing of the CLI stays behind.
  const interrupt = () => void child.kill('SIGINT');
  process.once('exit', interrupt);
  const closed = once(child, 'close');
  const lines: string[] = [];
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        if (lines.length < 200) lines.push(line);
        output(line);
        if (line.includes(READY)) resolve();
      });
    }
  });
  const end = async () => {
    process.off('exit', interrupt);
    interrupt();
    await closed;
    await prepared.remove();
  };
  const started = await Promise.race([ready.then(() => true), closed.then(() => false)]);
  if (!started) {
    await prepared.remove();
    throw new Error(`The emulators of the Firebase CLI did not start:\n${lines.join('\n')}`);
  }

  // What triggers what is read here from the sources that the package is built of.
  const exports = await loadFunctions({ project, clock, secretsFile: undefined });
  const restoreParams = await applyParamDefaults();
  const url = `http://${HOST}:${port}`;
  const functions = discoverFunctions(exports, DEFAULT_CONCURRENCY_LIMIT, new Activity()).map(
    (hosted) => new EmulatedFunction(describeFunction(hosted), project, url),
  );
  restoreParams();
  const dispatcher = await Dispatcher.connect(functions, options);
  if (options.schedules) dispatcher.scheduler.start();
  return hostOf(dispatcher, url, end);
}
