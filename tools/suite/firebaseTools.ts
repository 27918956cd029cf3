import { execFile } from 'node:child_process';
import { readlink } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The release of the Firebase CLI that this project is tried with. */
export const FIREBASE_TOOLS = 'firebase-tools@15.34.2';

/**
 * The Firebase CLI's program for this Node; npm fetches it (about 300 MB) when it isn't in its cache yet.
 * @throws Error that says what is missing and what to use instead, where npm can't fetch it.
 */
export async function findFirebaseTools(): Promise<string> {
  const parameters = ['--yes', '--ignore-scripts', `--package=${FIREBASE_TOOLS}`, 'which', 'firebase'];
  const { stdout } = await run('npx', parameters).catch((cause: unknown) => {
    throw new Error(
      `npm couldn't fetch ${FIREBASE_TOOLS}, because it has to reach its registry once. \`npm run emulators\` works without it. ` +
        `npm said: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  });
  const link = stdout.trim();
  return resolve(dirname(link), await readlink(link));
}
