/** `npm test`: types, linter, dead-code detection, formatter, build and tests of the functions and the tools. */
import { jest, knip, oxfmt, oxlint, removeBuild, runAll, runBeside, tsc } from './programs.mjs';

removeBuild();
await runBeside([
  [tsc],
  [oxlint, 'functions', 'tools', 'scripts', 'client', 'docs/examples'],
  [knip],
  [oxfmt, '--check', '.'],
]);
await runAll([
  [tsc, '-p', 'functions/tsconfig.build.json'],
  [jest, ...process.argv.slice(2)],
]);
