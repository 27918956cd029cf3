import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { createProgram } from '../../sam/program';
import { plainProgress } from '../../terminal/progress';
import { VENDOR_COMMANDS } from './vendorCommands';

const root = resolve(__dirname, '../../..');

/** Pages for people, and the sources of the commands that print commands; what was recorded from a run is as it was printed. */
const pages = execFileSync('git', ['ls-files', '-z', '*.md', 'tools/sam'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((page) => page !== '' && !page.startsWith('docs/decisions/'))
  .filter((page) => !['CHANGELOG.md', 'docs/first-ten-minutes.md'].includes(page));

const END_IN_DOCUMENTS = /[`|#)]| && /;
/** In sources commands are in strings and in sentences. */
const END_IN_SOURCES = /[`'",)]|\.(?=[\s'"`]|$)/;

/** The commands in a page that begin with `word`, each without its comment and what follows it. */
function commandsOf(page: string, word: string): { page: string; line: string }[] {
  const text = readFileSync(join(root, page), 'utf8')
    // What was recorded from a run shows mistakes too.
    .replace(/<!-- session -->.*<!-- \/session -->/s, '')
    .replace(/\\\n\s*/g, ' ')
    .replace(/\$\{[^}]*\}/g, 'VALUE');
  const end = page.endsWith('.ts') ? END_IN_SOURCES : END_IN_DOCUMENTS;
  const pattern = new RegExp(`(?<=^|[\`'$(\\s])${word} [^\\n]*`, 'gm');
  return [...text.matchAll(pattern)].map(([line]) => ({ page, line: (line.split(end)[0] ?? '').trim() }));
}

const found = (word: string) => pages.flatMap((page) => commandsOf(page, word));

const flagsOf = (line: string): string[] =>
  [...line.matchAll(/(?<=\s)--[a-z][a-z-]*/g)].map(([flag]) => flag);

describe('commands in the documents', () => {
  const manifest = z.object({ scripts: z.record(z.string(), z.string()).default({}) });
  const scripts = ['.', 'functions', 'tools', 'console'].flatMap((folder) =>
    Object.keys(manifest.parse(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))).scripts),
  );

  const npm = found('npm run');

  it('finds them', () => {
    expect(npm.length).toBeGreaterThan(50);
  });

  it.each(npm)('$page: $line is a script', ({ line }) => {
    const [, , name = ''] = line.replace(/--silent |--prefix \S+ /, '').split(/\s+/);
    if (name.startsWith('…')) return;
    expect(scripts).toContain(name);
  });
});

describe('commands of sam in the documents', () => {
  const nothing = (): void => undefined;
  const program = createProgram({
    print: nothing,
    warn: nothing,
    reply: nothing,
    openProgress: () => Promise.resolve(plainProgress(nothing)),
  });

  const lines = found('npm run sam --').filter(({ line }) => /-- [a-z]/.test(line));

  it('finds them', () => {
    expect(lines.length).toBeGreaterThan(20);
  });

  it.each(lines)('$page: $line exists with these options', ({ line }) => {
    const words = line.split(' -- ')[1]?.split(/\s+/) ?? [];
    let command: Command = program;
    const known = [...program.options];
    for (const word of words) {
      const next = command.commands.find((one) => one.name() === word);
      if (next === undefined) break;
      command = next;
      known.push(...next.options);
    }
    expect(command).not.toBe(program);
    const names = known.map(({ long }) => long);
    expect(
      flagsOf(` ${words.join(' ')}`).filter((flag) => flag !== '--help' && !names.includes(flag)),
    ).toEqual([]);
  });
});

describe('commands of gcloud and the Firebase CLI', () => {
  const lines = [...found('gcloud'), ...found('firebase')];

  it.each(lines.filter(({ line }) => /^(gcloud|firebase) [a-z]/.test(line)))(
    '$page: $line was looked up, with these flags',
    ({ line }) => {
      const name = Object.keys(VENDOR_COMMANDS).find(
        (known) => line === known || line.startsWith(`${known} `),
      );
      expect({ line, name }).toEqual({ line, name: expect.any(String) });
      const allowed = VENDOR_COMMANDS[name ?? ''] ?? [];
      expect(flagsOf(line).filter((flag) => !allowed.includes(flag))).toEqual([]);
    },
  );
});
