/**
 * `node scripts/run.mjs COMMAND …`: installs the packages the command needs, if they are missing or out of date, then runs the
 * command. Prints only to stderr itself, so that the output of commands stays clean.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBundled } from './startBundled.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What each command runs: a TypeScript file of `tools/` or a script of this folder (both in this process), or an npm script of the console. */
const commands = {
  demo: { bundled: 'demo/main.ts' },
  emulators: { bundled: 'emulators/main.ts' },
  'emulators:suite': { bundled: 'suite/main.ts' },
  seed: { bundled: 'suite/seed.ts' },
  sam: { bundled: 'sam/main.ts' },
  simulate: { bundled: 'simulate/main.ts' },
  bench: { bundled: 'bench/main.ts' },
  api: { bundled: 'docs/main.ts' },
  tour: { bundled: 'tour/main.ts' },
  'deploy:check': { bundled: 'release/main.ts' },
  test: { script: 'verify.mjs' },
  coverage: { script: 'verify.mjs', parameters: ['--coverage'] },
  build: { script: 'build.mjs' },
  format: { script: 'format.mjs' },
  'build:console': { console: 'build' },
  'test:console': { console: 'verify' },
  'bench:console': { console: 'bench' },
  'lighthouse:console': { console: 'lighthouse' },
  'screenshots:console': { console: 'screenshots' },
};

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Node ${process.versions.node} is too old: install Node 20.19 or later (22 is what production runs).`);
}

async function install(folder) {
  const lockfile = createHash('sha256')
    .update(readFileSync(join(root, folder, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, folder, 'node_modules', '.installed-lockfile');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfile) return;
  console.error(`Installing the dependencies of ${folder}/ (first time, or the lockfile changed) …`);
  const child = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: join(root, folder),
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  const status = await new Promise((end, reject) => child.once('error', reject).once('exit', end));
  if (status !== 0) fail(`npm ci failed in ${folder}/: see the messages above.`);
  writeFileSync(stamp, lockfile);
}

/**
 * Lets `tools/` and `console/` find the packages of `functions/`: two copies of firebase-admin would have classes of their own.
 * npm removes the link when somebody runs `npm install` in the root folder.
 */
function linkPackages() {
  const link = join(root, 'node_modules');
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() === true) return;
  rmSync(link, { recursive: true, force: true });
  symlinkSync(
    process.platform === 'win32' ? join(root, 'functions/node_modules') : 'functions/node_modules',
    link,
    'junction',
  );
}

/** Options with which commands show the console. */
const NEED_CONSOLE = { demo: '--open', emulators: '--auth' };

/** Builds what is served at /console/. */
function buildConsole() {
  console.error('Building the console …');
  const { status } = spawnSync('npm', ['run', '--silent', 'build', '--', '--logLevel', 'warn'], {
    cwd: join(root, 'console'),
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) fail('The console could not be built: see the messages above.');
}

async function run([name = '', ...given]) {
  const command = commands[name];
  if (command === undefined)
    fail(`There is no command '${name}': use one of ${Object.keys(commands).join(', ')}.`);
  const parameters = [...(command.parameters ?? []), ...given];
  const needsConsole = NEED_CONSOLE[name] !== undefined && parameters.includes(NEED_CONSOLE[name]);
  const folders = ['functions', 'tools', ...('console' in command || needsConsole ? ['console'] : [])];
  await Promise.all(folders.map(install));
  linkPackages();
  if (needsConsole) buildConsole();
  if ('bundled' in command) return startBundled(join(root, 'tools'), command.bundled, parameters);
  if ('script' in command) {
    process.argv = [process.argv[0], command.script, ...parameters];
    return import(`./${command.script}`);
  }
  runConsole(command.console, parameters);
}

/** Runs an npm script of the console, and ends as it does. */
function runConsole(script, parameters) {
  const child = spawn('npm', ['run', '--silent', script, '--', ...parameters], {
    cwd: join(root, 'console'),
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  // A terminal sends Ctrl-C to the child itself; other signals, and those of other programs, come to this process alone.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      if (signal === 'SIGTERM' || !process.stdin.isTTY) child.kill(signal);
    });
  child.once('error', (error) => fail(error.message));
  child.once('exit', (code) => process.exit(code ?? 1));
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

checkNode();
await run(process.argv.slice(2));
