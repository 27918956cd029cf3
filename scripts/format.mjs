/** `npm run format`: formats every file, and fixes what the linter can. */
import { oxfmt, oxlint, runAll } from './programs.mjs';

await runAll([
  [oxfmt, '--write', '.'],
  [oxlint, '--fix', 'functions', 'tools', 'scripts', 'client', 'docs/examples'],
]);
