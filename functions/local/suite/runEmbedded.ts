import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { exitCodeOf, FUNCTIONS, SUITE_TESTS, withSecretsFile } from './suiteTests';

/** `npm run emulators` with the functions in the Functions emulator, on free ports. */
const EMULATORS = [
  ...['--import', 'tsx', 'local/emulators/main.ts', '--functions-emulator', '--no-schedules'],
  ...['--firestore-port', '0', '--pubsub-port', '0', '--functions-port', '0'],
];

const ready = z.object({
  project: z.string(),
  firestore: z.string(),
  pubsub: z.string(),
  functions: z.url(),
});

/**
 * Runs the tests on the embedded Firestore and Pub/Sub with the functions in the Firebase CLI's Functions emulator.
 * Returns their exit code.
 */
export function runEmbedded(): Promise<number> {
  return withSecretsFile(async (secretsFile) => {
    const emulators = spawn(process.execPath, [...EMULATORS, '--secrets', secretsFile], {
      cwd: FUNCTIONS,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const closed = once(emulators, 'close');
    const lines: string[] = [];
    createInterface(emulators.stderr).on('line', (line) => lines.push(line));
    try {
      const answer = once(createInterface(emulators.stdout), 'line');
      const [line]: string[] = await Promise.race([answer, closed.then(() => [])]);
      const code = line === undefined ? 1 : await runTests(ready.parse(JSON.parse(line)));
      if (code !== 0) process.stderr.write(`The emulators said:\n${lines.join('\n')}\n`);
      return code;
    } finally {
      emulators.kill('SIGTERM');
      await closed;
    }
  });
}

/** The rules are enforced by the official Firestore emulator alone. */
function runTests({ project, firestore, pubsub, functions }: z.infer<typeof ready>): Promise<number> {
  const env = {
    ...process.env,
    GCLOUD_PROJECT: project,
    FIRESTORE_EMULATOR_HOST: firestore,
    PUBSUB_EMULATOR_HOST: pubsub,
    FUNCTIONS_EMULATOR_HOST: new URL(functions).host,
  };
  return exitCodeOf([...SUITE_TESTS, '--testPathIgnorePatterns', 'rules'], { env });
}
