import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { copyUpload, readConfiguration } from '../deploy/upload';

const run = promisify(execFile);
const PROJECT = resolve(__dirname, '../../..');

const configuration = z.looseObject({ functions: z.array(z.looseObject({})) });

/** A copy of this project for one start of the Firebase CLI, which writes files of its own beside what it runs. */
export interface PreparedProject {
  folder: string;
  remove(): Promise<void>;
}

/**
 * Builds the functions, copies what `firebase deploy` would take, and links the installed packages and the secrets.
 *
 * @param emulators The `emulators` of its `firebase.json`.
 * @param secretsFile A dotenv file, which may change or come later.
 * @throws Error when the functions can't be built.
 */
export async function prepareProject(emulators: object, secretsFile: string): Promise<PreparedProject> {
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
  const { functions: declared, firestore } = configuration.parse(JSON.parse(text));
  await writeFile(
    join(folder, 'firebase.json'),
    JSON.stringify({ functions: declared, firestore, emulators }),
  );
  return { folder, remove: () => rm(folder, { recursive: true }) };
}
