/**
 * `node scripts/run.mjs COMMAND …`: installs the dependencies of `functions/` if they are missing or out of date, then runs
 * the command as one child that gets the signals this process gets. Prints only to stderr itself, so that the output of
 * commands stays clean.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const functions = join(dirname(fileURLToPath(import.meta.url)), '..', 'functions');

/** What each command runs in `functions/`: a script by node itself, so that signals reach it, or an npm script. */
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
};

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Node ${process.versions.node} is too old: install Node 20.19 or later (22 is what production runs).`);
}

function install() {
  const lockfile = createHash('sha256')
    .update(readFileSync(join(functions, 'package-lock.json')))
    .digest('hex');
  const stamp = join(functions, 'node_modules', '.installed-lockfile');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfile) return;
  console.error('Installing the dependencies of functions/ (first time, or the lockfile changed) …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: functions,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) fail('npm ci failed in functions/: see the messages above.');
  writeFileSync(stamp, lockfile);
}

function run([name = '', ...parameters]) {
  const command = commands[name];
  if (command === undefined)
    fail(`There is no command '${name}': use one of ${Object.keys(commands).join(', ')}.`);
  const child =
    'script' in command
      ? spawn(process.execPath, ['--import', 'tsx', command.script, ...parameters], {
          cwd: functions,
          stdio: 'inherit',
        })
      : spawn('npm', ['run', '--silent', command.npm, '--', ...parameters], {
          cwd: functions,
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
install();
run(process.argv.slice(2));
