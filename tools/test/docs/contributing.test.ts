import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
const page = readFileSync(join(root, 'docs/contributing.md'), 'utf8');

/** The folders in a table of the page, the first after this text. */
function mapped(text: string): string[] {
  const [, after = ''] = page.split(text);
  const [table = ''] = /(?:^\|.*\n)+/m.exec(after) ?? [];
  const folders = [...table.matchAll(/\| `([\w-]+)\/(?:\w+\/)?` *\|$/gm)].map(([, folder = '']) => folder);
  return [...new Set(folders)];
}

const foldersOf = (path: string) =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .map(({ name }) => name);

describe('docs/contributing.md', () => {
  it.each(['functions/src', 'tools'])('maps every folder of %s', (path) => {
    expect(mapped(`\`${path}/\``).sort()).toEqual(foldersOf(path).sort());
  });
});
