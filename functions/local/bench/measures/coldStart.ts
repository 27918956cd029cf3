import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { ColdStartResult } from '../results';
import { median } from './median';
import { currentMoment } from './moment';

const PACKAGE_DIRECTORY = resolve(__dirname, '../../..');

const run = promisify(execFile);

/** What any function of this kind can't do without: a topic's, a schedule's, a document's and a callable's module, and the Admin SDK. */
const BARE = [
  'firebase-functions/v2/pubsub',
  'firebase-functions/v2/scheduler',
  'firebase-functions/v2/firestore',
  'firebase-functions/v2/https',
  'firebase-functions/params',
  'firebase-admin/firestore',
];

const FUNCTIONS = [resolve(PACKAGE_DIRECTORY, 'lib/index.js')];

/** Builds the functions and times the loading of what is deployed, each time in a new process, beside that of the libraries alone. */
export async function measureColdStart(repetitions: number): Promise<ColdStartResult> {
  const moment = currentMoment();
  await run(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
    cwd: PACKAGE_DIRECTORY,
  });
  // The first of each fills the file system's cache.
  await secondsToLoad(FUNCTIONS);
  await secondsToLoad(BARE);
  const pairs: { functions: number; bare: number }[] = [];
  for (let count = 0; count < repetitions; count += 1) {
    pairs.push({ functions: await secondsToLoad(FUNCTIONS), bare: await secondsToLoad(BARE) });
  }
  return {
    ...moment,
    repetitions,
    functionsMilliseconds: median(pairs.map(({ functions }) => functions)) * 1000,
    bareMilliseconds: median(pairs.map(({ bare }) => bare)) * 1000,
    ratio: median(pairs.map(({ functions, bare }) => functions / bare)),
  };
}

/** User and system time, which other programs on the machine lengthen least. */
async function secondsToLoad(modules: readonly string[]): Promise<number> {
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
