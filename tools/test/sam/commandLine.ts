import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { runCommandLine } from '../../sam/commandLine';
import { plainProgress } from '../../terminal/progress';
import type { CallableHarness } from '../../../functions/test/support/callables';

const BUNDLED = resolve(__dirname, '../../../scripts/bundled.mjs');

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Starts the command as a process of its own, as `npm run sam` does, with nothing of this process's environment but `environment`. */
function start(parameters: readonly string[], environment: Record<string, string> = {}) {
  const { PATH = '', HOME = '', TMPDIR = tmpdir() } = process.env;
  return spawn(process.execPath, [BUNDLED, 'sam/main.ts', ...parameters], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH, HOME, TMPDIR, ...environment },
  });
}

/** Runs the command as a process to its end. */
export async function run(
  parameters: readonly string[],
  environment: Record<string, string> = {},
): Promise<Outcome> {
  const command = start(parameters, environment);
  const [exit, stdout, stderr] = await Promise.all([
    once(command, 'exit'),
    text(command.stdout),
    text(command.stderr),
  ]);
  return { code: Number(exit[0]), stdout, stderr };
}

/** Runs a command line in this process: what a process of its own would do, without a second's start. */
async function runHere(parameters: readonly string[]): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  const warn = (written: string) => void (stderr += written);
  const code = await runCommandLine(parameters, {
    print: (line) => void (stdout += `${line}\n`),
    warn,
    openProgress: () => Promise.resolve(plainProgress((line) => warn(`${line}\n`))),
  });
  return { code, stdout, stderr };
}

/** The one JSON value that a command printed, with its exit code. */
function jsonOf({ code, stdout, stderr }: Outcome): { code: number; value: unknown } {
  const [line = '', ...rest] = stdout.split('\n');
  if (rest.join('') !== '') throw new Error(`More than one line: ${stdout}`);
  if (line === '') throw new Error(`Nothing on stdout: ${stderr}`);
  return { code, value: JSON.parse(line) };
}

/** Command lines on the services of a harness, with the secrets of its tenants and at the time of its clock. */
export async function commandLinesOf(harness: CallableHarness) {
  const secretsFile = join(await mkdtemp(join(tmpdir(), 'sync-sam-cli-')), 'secrets');
  const secrets = Object.keys(harness.worlds).flatMap((orgId) => [
    `${orgId}_USERNAME=user-${orgId}`,
    `${orgId}_PASSWORD=correct-horse`,
    `${orgId}_PIN=4711`,
    `${orgId}_LOCATION_ID=${orgId}-location`,
  ]);
  await writeFile(secretsFile, secrets.join('\n'));
  const { suite } = harness;
  const environment = {
    FIRESTORE_EMULATOR_HOST: suite.firestore.host,
    PUBSUB_EMULATOR_HOST: suite.pubsub.host,
    GCLOUD_PROJECT: suite.project,
  };
  const here = () => ['--secrets', secretsFile, '--now', suite.clock.now().toISOString()];
  return {
    /** Starts a process. */
    start: (...parameters: string[]) => start([...parameters, ...here()], environment),
    /** Runs a process. */
    sam: (...parameters: string[]) => run([...parameters, ...here()], environment),
    /** Runs a process with `--json`. */
    processJson: async (...parameters: string[]) =>
      jsonOf(await run([...parameters, ...here(), '--json'], environment)),
    /** Runs in this process. */
    quick: (...parameters: string[]) => runHere([...parameters, ...here()]),
    /** Runs in this process with `--json`. */
    json: async (...parameters: string[]) => jsonOf(await runHere([...parameters, ...here(), '--json'])),
  };
}
