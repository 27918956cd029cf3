import { resolve } from 'node:path';
import type { ColdStartResult } from '../results';
import { median } from './median';
import { currentMoment } from './moment';
import { buildFunctions, PACKAGE_DIRECTORY, secondsToLoad } from './start';

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
  await buildFunctions();
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
