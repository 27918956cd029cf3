import { config } from 'dotenv';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Clock } from '../../../functions/src/platform/ports/clock';
import { createContext, useContext } from '../../../functions/src/functions/composition';
import { SECRETS_FILE } from '../secretsFile';

/** The package of the functions, wherever the command is started. */
const PACKAGE_DIRECTORY = resolve(__dirname, '../../../functions');

export interface LocalWiring {
  project: string;
  clock: Clock;
  /** A dotenv file with the secrets; undefined takes the Emulator Suite's. */
  secretsFile: string | undefined;
}

/** Params come from the files that the Firebase CLI reads, the most specific first; the environment beats them all. */
function loadParams(project: string): void {
  const files = ['.env.local', `.env.${project}`, '.env'].map((name) => resolve(PACKAGE_DIRECTORY, name));
  config({ path: files.filter((file) => existsSync(file)), quiet: true });
}

/** Imports the functions of this project, on the given clock and secrets. */
export async function loadFunctions({ project, clock, secretsFile }: LocalWiring): Promise<object> {
  loadParams(project);
  useContext(createContext({ clock, secretsFile: secretsFile ?? SECRETS_FILE }));
  const loaded: object = await import('../../../functions/src/index');
  return 'default' in loaded && typeof loaded.default === 'object' && loaded.default !== null
    ? loaded.default
    : loaded;
}
