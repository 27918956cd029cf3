import { spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SUITE_SECRETS } from './credentials';

const ROOT = resolve(__dirname, '../..');

/** The program and parameters that run the integration suite against the emulators that the environment names. */
export const SUITE_TESTS = [
  process.execPath,
  join(ROOT, 'functions/node_modules/jest/bin/jest.js'),
  '--config',
  join(ROOT, 'functions/test-suite/jest.config.cjs'),
] as const;

/** Gives `work` a file with the secrets of the suite's shops for as long as it works. */
export async function withSecretsFile<Result>(work: (file: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'sync-sam-suite-'));
  try {
    const file = join(folder, 'secrets');
    await writeFile(file, SUITE_SECRETS);
    return await work(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Runs a program in this one's terminal. */
export async function exitCodeOf(
  [program, ...parameters]: readonly [string, ...string[]],
  options: SpawnOptions,
): Promise<number> {
  const child = spawn(program, parameters, { stdio: 'inherit', ...options });
  await once(child, 'close');
  return child.exitCode ?? 1;
}
