import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { copyUpload, readConfiguration } from '../release/upload';
import { hostingConfiguration, localHosting } from './localHosting';

const run = promisify(execFile);
const PROJECT = resolve(__dirname, '../..');

const configuration = z.looseObject({
  functions: z.array(z.looseObject({})),
  hosting: hostingConfiguration,
});

/** A copy of this project for one start of the Firebase CLI, which writes files of its own beside what it runs. */
export interface PreparedProject {
  folder: string;
  remove(): Promise<void>;
}

export interface PreparedClients {
  /** Where the Auth emulator will be: `http://127.0.0.1:9099`. */
  authOrigin: string;
  /** Whose pages may call the functions, besides Hosting's. */
  origins: readonly string[];
}

/**
 * Builds the functions, copies what `firebase deploy` would take, and links the installed packages and the secrets.
 *
 * @param emulators The `emulators` of its `firebase.json`.
 * @param secretsFile A dotenv file, which may change or come later.
 * @param clients What makes it serve clients too: Hosting, with the console as it was built last, and functions that other pages may call.
 * @throws Error when the functions can't be built, or the console should be there and isn't.
 */
export async function prepareProject(
  emulators: object,
  secretsFile: string,
  clients?: PreparedClients,
): Promise<PreparedProject> {
  const { source, ignore } = await readConfiguration(PROJECT);
  await run('npm', ['run', '--silent', 'build'], { cwd: join(PROJECT, source) });
  const folder = await mkdtemp(join(tmpdir(), 'sync-sam-project-'));
  const functions = join(folder, source);
  await mkdir(functions);
  await copyUpload(join(PROJECT, source), functions, ignore);
  await symlink(join(PROJECT, source, 'node_modules'), join(functions, 'node_modules'));
  await symlink(secretsFile, join(functions, '.secret.local'));
  for (const file of ['firestore.rules', 'firestore.indexes.json'])
    await cp(join(PROJECT, file), join(folder, file));
  const text = await readFile(join(PROJECT, 'firebase.json'), 'utf8');
  const { functions: declared, firestore, hosting } = configuration.parse(JSON.parse(text));
  const served = clients && localHosting(hosting, clients.authOrigin);
  if (served) await linkPages(folder, served.public);
  // The CLI's emulators alone read it, and before all others.
  if (clients)
    await writeFile(join(functions, '.env.local'), `SYNC_CONSOLE_ORIGINS=${clients.origins.join(',')}\n`);
  await writeFile(
    join(folder, 'firebase.json'),
    JSON.stringify({ functions: declared, firestore, hosting: served, emulators }),
  );
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

/** @param pages The folder that Hosting serves, as `firebase.json` names it. */
async function linkPages(folder: string, pages: string): Promise<void> {
  if (!existsSync(join(PROJECT, pages)))
    throw new Error("The console isn't built. Run npm run build:console.");
  await mkdir(dirname(join(folder, pages)), { recursive: true });
  await symlink(join(PROJECT, pages), join(folder, pages));
}
