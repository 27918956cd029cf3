import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const SCRIPT = resolve(__dirname, '../../../scripts/startBundled.mjs');

/** A folder laid out as this repository, whose command prints what another module and a package say. */
function makeTools(): string {
  const root = mkdtempSync(join(tmpdir(), 'bundled-'));
  const tools = join(root, 'tools');
  const packages = join(tools, 'node_modules');
  for (const folder of ['functions', 'tools/sam', 'tools/node_modules/heavy'])
    mkdirSync(join(root, folder), { recursive: true });
  symlinkSync(resolve(__dirname, '../../node_modules/esbuild'), join(packages, 'esbuild'));
  writeFileSync(
    join(packages, 'heavy/index.js'),
    "console.log('loaded'); module.exports = class Heavy { weight = 7; };",
  );
  writeFileSync(join(root, 'functions/package-lock.json'), '{}');
  writeFileSync(join(tools, 'package-lock.json'), '{}');
  writeFileSync(
    join(tools, 'sam/main.ts'),
    `import Heavy from 'heavy';
     import { word } from './word';
     if (process.argv[2] === 'weigh') console.log(new Heavy().weight);
     console.log(word, __dirname.endsWith('sam'), process.argv.slice(2).join(' '));`,
  );
  return tools;
}

function start(tools: string, ...parameters: string[]): string {
  const code = `import(${JSON.stringify(SCRIPT)}).then((m) => m.startBundled(${JSON.stringify(tools)}, 'sam/main.ts', ${JSON.stringify(parameters)}))`;
  return execFileSync(process.execPath, ['-e', code], { encoding: 'utf8' }).trim();
}

it('runs what the sources say now, and loads a package only when it is used', () => {
  const tools = makeTools();
  const word = join(tools, 'sam/word.ts');
  writeFileSync(word, "export const word: string = 'first';");
  expect(start(tools, 'a', 'b')).toBe('first true a b');
  expect(start(tools, 'a')).toBe('first true a');
  writeFileSync(word, "export const word: string = 'other';");
  expect(start(tools, 'a')).toBe('other true a');
  expect(start(tools, 'weigh')).toBe('loaded\n7\nother true weigh');
});
