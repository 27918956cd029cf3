/**
 * Installs what the other commands need: the dependencies of `functions`, once per lockfile.
 * Prints only to stderr, so that `--json` output of the commands stays clean.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node ${process.versions.node} is too old: install Node 20.19 or later (22 is what production runs).`);
  process.exit(1);
}

const functions = join(dirname(fileURLToPath(import.meta.url)), '..', 'functions');
const lockfile = createHash('sha256').update(readFileSync(join(functions, 'package-lock.json'))).digest('hex');
const stamp = join(functions, 'node_modules', '.installed-lockfile');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lockfile) {
  console.error('Installing the dependencies of functions/ (first time, or the lockfile changed) …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: functions,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('npm ci failed in functions/: see the messages above.');
    process.exit(status ?? 1);
  }
  writeFileSync(stamp, lockfile);
}
