/**
 * `npm run verify`: checks types, rules and dead code, builds, and runs the tests, at last those of clients: they have an environment of
 * their own, which would take the others' time. What is behind `--` goes to Playwright, for the tests of pages.
 */
import { knip, oxlint, playwright, runAll, runBeside, tsc, vite } from '../scripts/programs.mjs';

await runBeside([
  [tsc, '--noEmit', '--project', 'console'],
  [oxlint, 'console'],
  [knip, '--directory', 'console'],
  [vite, 'build', 'console', '--logLevel', 'warn'],
]);
await runAll([
  [playwright, 'test', '--config', 'console', '--project', 'pages', ...process.argv.slice(2)],
  [playwright, 'test', '--config', 'console/playwright.clients.config.ts'],
]);
