import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { startFunctionsEmulatorSuite } from '../emulators/suite';
import { SUITE_SECRETS } from './credentials';
import { findFirebaseTools } from './firebaseTools';
import { prepareProject } from './preparedProject';

const run = promisify(execFile);
const FUNCTIONS = resolve(__dirname, '../..');
const PROJECT = 'demo-sync-sam';
const FUNCTIONS_PORT = 5001;

/** The Java that the emulators of Firestore and Pub/Sub need (firebase.google.com/docs/emulator-suite/install_and_configure). */
const LEAST_JAVA = 21;

const JEST = [
  join(FUNCTIONS, 'node_modules/jest/bin/jest.js'),
  '--config',
  join(FUNCTIONS, 'jest.suite.config.cjs'),
];

/** @throws Error that says what is missing and what to use instead. */
async function demandJava(): Promise<void> {
  const { stderr } = await run('java', ['-version']).catch(() => ({ stderr: '' }));
  const major = Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
  if (major >= LEAST_JAVA) return;
  const found = major === 0 ? 'no Java is installed' : `this is Java ${major}`;
  throw new Error(
    `The emulators of Firestore and Pub/Sub need Java ${LEAST_JAVA} or later, and ${found}. Install it (such as from adoptium.net), ` +
      'or use what needs none: `npm run emulators`, or `npm run emulators:suite -- --embedded` for these tests.',
  );
}

async function exitCodeOf(program: string, parameters: string[], options: object): Promise<number> {
  const child = spawn(program, parameters, { stdio: 'inherit', ...options });
  await once(child, 'close');
  return child.exitCode ?? 1;
}

/** Runs the tests under the Firebase Emulator Suite. */
async function runOfficial(): Promise<number> {
  await demandJava();
  const emulators = {
    functions: { port: FUNCTIONS_PORT },
    firestore: { port: 8080 },
    pubsub: { port: 8085 },
    ui: { enabled: false },
  };
  const prepared = await prepareProject(emulators, SUITE_SECRETS);
  try {
    const script = [process.execPath, ...JEST].map((part) => JSON.stringify(part)).join(' ');
    const only = ['--only', 'functions,firestore,pubsub', '--project', PROJECT];
    const command = [await findFirebaseTools(), 'emulators:exec', ...only, script];
    const env = { ...process.env, CI: 'true' };
    return await exitCodeOf(process.execPath, command, { cwd: prepared.folder, env });
  } finally {
    await prepared.remove();
  }
}

/** Runs the tests on the embedded Firestore and Pub/Sub with the functions in the Firebase CLI's Functions emulator. */
async function runEmbedded(): Promise<number> {
  const lines: string[] = [];
  const keep = (line: string) => void lines.push(line);
  const log = (message: string, fields?: object) => keep(JSON.stringify({ message, ...fields }));
  const suite = await startFunctionsEmulatorSuite({
    project: PROJECT,
    schedules: false,
    secrets: SUITE_SECRETS,
    output: keep,
    log: { debug: log, info: log, warn: log, error: log },
  });
  try {
    const env = { ...process.env, FUNCTIONS_EMULATOR_HOST: new URL(suite.functions.url).host };
    // The rules are enforced by the official Firestore emulator alone.
    const code = await exitCodeOf(process.execPath, [...JEST, '--testPathIgnorePatterns', 'rules'], { env });
    if (code !== 0) process.stderr.write(`The emulators said:\n${lines.join('\n')}\n`);
    return code;
  } finally {
    await suite.stop();
  }
}

const command = new Command('emulators:suite')
  .description(
    'Runs the integration suite under the Firebase Emulator Suite (functions, firestore, pubsub; needs Java 21 and its downloads).',
  )
  .option('--embedded', 'with the embedded Firestore and Pub/Sub in place of those that need Java', false)
  .action(async ({ embedded }: { embedded: boolean }) => {
    await run('npm', ['run', '--silent', 'build'], { cwd: FUNCTIONS });
    process.exit(await (embedded ? runEmbedded() : runOfficial()));
  });

command.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
