/** `npm run format`: formats every file, and fixes what the linter can. */
import { oxlint, prettier, runAll } from './programs.mjs';

await runAll([
  [prettier, '--write', '--log-level', 'warn', '.'],
  [oxlint, '--fix', 'functions', 'tools', 'scripts', 'client', 'docs/examples'],
]);
