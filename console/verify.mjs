/**
 * `npm run verify`: builds, then checks types, rules and dead code while the server of the tests starts, and runs the tests, at last those
 * of clients. What is behind `--` goes to Playwright, for the tests of pages.
 */
import { spawn } from 'node:child_process';

/** Runs an npm script; what it prints comes at once or, if it runs beside another, when it has ended. */
async function run(script, parameters = [], isBeside = false) {
  const child = spawn('npm', ['run', '--silent', script, '--', ...parameters], {
    stdio: isBeside ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    shell: process.platform === 'win32',
  });
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => printed.push(part));
  const code = await new Promise((end, fail) => child.once('error', fail).once('close', end));
  process.stdout.write(Buffer.concat(printed));
  if (code !== 0) console.error(`npm run ${script} failed: see above.`);
  return code ?? 1;
}

const built = await run('build');
if (built !== 0) process.exit(built);
const codes = await Promise.all([
  run('typecheck', [], true),
  run('lint', [], true),
  run('test', process.argv.slice(2)),
]);
// They have an environment of their own, which would take the others' time.
codes.push(await run('test:clients'));
process.exit(codes.find((code) => code !== 0) ?? 0);
