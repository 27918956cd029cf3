import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

const tsx = require.resolve('tsx', { paths: [resolve(__dirname, '../../../tools')] });

/** The files of installed packages that loading these modules loads, in a process of its own. */
async function loadedPackageFiles(...modules: string[]): Promise<string[]> {
  const script = `
    for (const name of ${JSON.stringify(modules)}) require(name);
    console.log(JSON.stringify(Object.keys(require.cache)));`;
  const { stdout } = await run(process.execPath, ['--import', pathToFileURL(tsx).href, '--eval', script], {
    cwd: resolve(__dirname, '../..'),
    // As the runtime sets them; without them firebase-functions warns.
    env: { ...process.env, GCLOUD_PROJECT: 'demo', FIREBASE_CONFIG: '{"projectId":"demo"}' },
  });
  const files = z.array(z.string()).parse(JSON.parse(stdout));
  return files.filter((file) => file.includes('node_modules'));
}

describe('loading the deployed functions', () => {
  it('loads nothing that firebase-functions and the Admin SDK do not load themselves', async () => {
    const bare = await loadedPackageFiles('firebase-functions', 'firebase-admin/firestore');
    const functions = await loadedPackageFiles('./src/index.ts');
    // The clients of Pub/Sub, Secret Manager and the POS, and what parses their answers, come with the first event.
    expect(functions.filter((file) => !bare.includes(file))).toEqual([]);
    expect(functions.some((file) => file.includes('firebase-functions'))).toBe(true);
  });
});
