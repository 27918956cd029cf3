import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Loads every module of a built package, also those that functions load when their first event arrives. Returns how many.
 *
 * @param node The Node program.
 * @throws Error with the program's output where one can't be loaded, such as for a package that is installed for development alone.
 */
export async function loadEveryModule(folder: string, node: string): Promise<number> {
  const files = await readdir(join(folder, 'lib'), { recursive: true });
  const modules = files.filter((file) => file.endsWith('.js')).map((file) => `./lib/${file}`);
  await run(node, ['--eval', `for (const name of ${JSON.stringify(modules)}) require(name);`], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      GCLOUD_PROJECT: 'demo-sync-sam',
      FIREBASE_CONFIG: '{}',
    },
  });
  return modules.length;
}
