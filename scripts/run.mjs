/**
 * `node scripts/run.mjs COMMAND …`: installs the dependencies of `functions/`, and of `console/` where the command needs them, if
 * they are missing or out of date, then runs the command as one child that gets the signals this process gets. Prints only to
 * stderr itself, so that the output of commands stays clean.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * What each command runs in `functions/`, or in its own folder: a script by node itself, so that signals reach it, or an npm
 * script.
 */
const commands = {
  demo: { script: 'local/demo/main.ts' },
  emulators: { script: 'local/emulators/main.ts' },
  'emulators:suite': { script: 'local/suite/main.ts' },
  seed: { script: 'local/suite/seed.ts' },
  sam: { script: 'local/cli/main.ts' },
  simulate: { script: 'local/simulate/main.ts' },
  bench: { script: 'local/bench/main.ts' },
  api: { script: 'local/api/main.ts' },
  'deploy:check': { script: 'local/deploy/main.ts' },
  test: { npm: 'verify' },
  coverage: { npm: 'coverage' },
  build: { npm: 'build' },
  format: { npm: 'format' },
  'build:console': { npm: 'build', folder: 'console' },
  'test:console': { npm: 'verify', folder: 'console' },
  'bench:console': { npm: 'bench', folder: 'console' },
  'screenshots:console': { npm: 'screenshots', folder: 'console' },
};

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Node ${process.versions.node} is too old: install Node 20.19 or later (22 is what production runs).`);
}

function install(folder) {
  const lockfile = createHash('sha256')
    .update(readFileSync(join(root, folder, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, folder, 'node_modules', '.installed-lockfile');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfile) return;
  console.error(`Installing the dependencies of ${folder}/ (first time, or the lockfile changed) …`);
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: join(root, folder),
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) fail(`npm ci failed in ${folder}/: see the messages above.`);
  writeFileSync(stamp, lockfile);
}

/** Builds what the function host serves at /console/. */
function buildConsole() {
  install('console');
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: join(root, 'console'),
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) fail('The console could not be built: see the messages above.');
}

function run([name = '', ...parameters]) {
  const command = commands[name];
  if (command === undefined)
    fail(`There is no command '${name}': use one of ${Object.keys(commands).join(', ')}.`);
  const { folder = 'functions' } = command;
  // The console takes types, its tests the function host, from functions/.
  install('functions');
  if (folder !== 'functions') install(folder);
  if (name === 'demo' && parameters.includes('--open')) buildConsole();
  const cwd = join(root, folder);
  const child =
    'script' in command
      ? spawn(process.execPath, ['--import', 'tsx', command.script, ...parameters], {
          cwd,
          stdio: 'inherit',
        })
      : spawn('npm', ['run', '--silent', command.npm, '--', ...parameters], {
          cwd,
          stdio: 'inherit',
          shell: process.platform === 'win32',
        });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => fail(error.message));
  child.once('exit', (code) => process.exit(code ?? 1));
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

checkNode();
run(process.argv.slice(2));
