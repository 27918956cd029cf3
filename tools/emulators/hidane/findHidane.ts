import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

/** The release that this project is tried with; `.ci/run` installs it. */
const HIDANE_VERSION = '0.6.0';

const ROOT = resolve(__dirname, '../../..');
const PROGRAM = process.platform === 'win32' ? 'hidane.exe' : 'hidane';

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Where a shell, cargo and npm put programs, in this order. */
function folders({ PATH = '', CARGO_INSTALL_ROOT, CARGO_HOME }: NodeJS.ProcessEnv): string[] {
  return [
    ...PATH.split(delimiter).filter((folder) => folder !== ''),
    ...(CARGO_INSTALL_ROOT ? [join(CARGO_INSTALL_ROOT, 'bin')] : []),
    join(CARGO_HOME ?? join(homedir(), '.cargo'), 'bin'),
    ...['.', 'tools', 'functions'].map((packages) => join(ROOT, packages, 'node_modules/.bin')),
  ];
}

/**
 * The program of hidane, a Firestore emulator that needs no Java.
 * @throws Error that says how to get it, if it isn't installed.
 */
export function findHidane(environment: NodeJS.ProcessEnv = process.env): string {
  const found = folders(environment)
    .map((folder) => join(folder, PROGRAM))
    .find(isProgram);
  if (found !== undefined) return found;
  throw new Error(
    `hidane is not installed: run \`cargo install hidane --version ${HIDANE_VERSION} --locked\` (six minutes on two cores) or ` +
      `\`npm install --no-save hidane@${HIDANE_VERSION}\` in the project's folder, or put the program on the PATH ` +
      '(github.com/hidane-dev/hidane). What needs nothing is the embedded Firestore: leave the option out.',
  );
}
