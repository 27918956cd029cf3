import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

export const PACKAGE_DIRECTORY = resolve(__dirname, '../../../functions');

const run = promisify(execFile);

/** What the function of a stage loads before it begins to work. */
export const STAGE_MODULES = ['index', 'sync/run/runner', 'sync/stages/index', 'functions/composition'].map(
  (name) => resolve(PACKAGE_DIRECTORY, `lib/${name}.js`),
);

/** Builds the functions as they are deployed. */
export async function buildFunctions(): Promise<void> {
  const compiler = resolve(PACKAGE_DIRECTORY, 'node_modules/typescript/bin/tsc');
  await run(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: PACKAGE_DIRECTORY });
}

/**
 * What loading modules takes a new process: user and system time, which other programs on the machine lengthen least.
 * @throws Error when they can't be loaded.
 */
export async function secondsToLoad(modules: readonly string[]): Promise<number> {
  const script = `
    const before = process.cpuUsage();
    for (const name of ${JSON.stringify(modules)}) require(name);
    const { user, system } = process.cpuUsage(before);
    console.log((user + system) / 1e6);`;
  // As the runtime sets them; without them firebase-functions warns.
  const environment = {
    ...process.env,
    GCLOUD_PROJECT: 'demo-sync-sam',
    FIREBASE_CONFIG: '{"projectId":"demo-sync-sam"}',
  };
  const { stdout } = await run(process.execPath, ['--eval', script], {
    cwd: PACKAGE_DIRECTORY,
    env: environment,
  });
  const seconds = Number(stdout);
  if (!(seconds > 0))
    throw new Error(`Loading ${modules.join(', ')} printed ${JSON.stringify(stdout)} instead of a time.`);
  return seconds;
}
