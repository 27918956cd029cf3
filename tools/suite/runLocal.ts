import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { FirestoreName } from '../emulators/firestoreChoice';
import { exitCodeOf, SUITE_TESTS, withSecretsFile } from './suiteTests';

const ROOT = resolve(__dirname, '../..');

/** `npm run emulators` with the functions in the Functions emulator, on free ports. */
const EMULATORS = [
  ...['scripts/bundled.mjs', 'emulators/main.ts', '--functions-emulator', '--no-schedules'],
  ...['--firestore-port', '0', '--pubsub-port', '0', '--functions-port', '0'],
];

const ready = z.object({
  project: z.string(),
  firestore: z.string(),
  pubsub: z.string(),
  functions: z.url(),
});

/**
 * Runs the tests on a Firestore that needs no Java and the embedded Pub/Sub, with the functions in the Firebase CLI's Functions
 * emulator. Returns their exit code.
 */
export function runLocal(firestore: FirestoreName): Promise<number> {
  return withSecretsFile(async (secretsFile) => {
    const parameters = [...EMULATORS, '--firestore', firestore, '--secrets', secretsFile];
    const emulators = spawn(process.execPath, parameters, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const closed = once(emulators, 'close');
    const lines: string[] = [];
    createInterface(emulators.stderr).on('line', (line) => lines.push(line));
    try {
      const answer = once(createInterface(emulators.stdout), 'line');
      const [line]: string[] = await Promise.race([answer, closed.then(() => [])]);
      const code = line === undefined ? 1 : await runTests(firestore, ready.parse(JSON.parse(line)));
      if (code !== 0) process.stderr.write(`The emulators said:\n${lines.join('\n')}\n`);
      return code;
    } finally {
      emulators.kill('SIGTERM');
      await closed;
    }
  });
}

/** The embedded Firestore has no security rules to test. */
function runTests(
  name: FirestoreName,
  { project, firestore, pubsub, functions }: z.infer<typeof ready>,
): Promise<number> {
  const env = {
    ...process.env,
    GCLOUD_PROJECT: project,
    FIRESTORE_EMULATOR_HOST: firestore,
    PUBSUB_EMULATOR_HOST: pubsub,
    FUNCTIONS_EMULATOR_HOST: new URL(functions).host,
    SUITE_FIRESTORE: name,
  };
  const without = name === 'embedded' ? ['--testPathIgnorePatterns', 'test-suite/.*[rR]ules'] : [];
  return exitCodeOf([...SUITE_TESTS, ...without], { env });
}
