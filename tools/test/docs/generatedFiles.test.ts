import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from '../../docs/generatedFiles';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'generated-'));
});
afterEach(() => rm(root, { recursive: true }));

const files = {
  'types/kept.ts': () => 'export type Kept=1',
  'notes.md': (text: string) => `${text.replace(/\n*- a\n$/, '')}\n\n- a`,
};
const update = (check = false) => generate(root, { files, folders: ['types'] }, { check });

describe('generated files', () => {
  it('are formatted, and follow from the text they had', async () => {
    await writeFile(join(root, 'notes.md'), '# Notes\n');
    await update();
    await expect(readFile(join(root, 'types/kept.ts'), 'utf8')).resolves.toBe('export type Kept = 1;\n');
    await expect(readFile(join(root, 'notes.md'), 'utf8')).resolves.toBe('# Notes\n\n- a\n');
    await expect(update(true)).resolves.toBeUndefined();
  });

  it('are compared by a check, which writes nothing', async () => {
    await expect(update(true)).rejects.toThrow(
      'types/kept.ts is not what the callables and the documents say: run npm run api.',
    );
    await expect(readdir(root)).resolves.toEqual([]);
  });

  it('are removed once nothing generates them, from their own folders only', async () => {
    await update();
    await writeFile(join(root, 'types/gone.ts'), '');
    await writeFile(join(root, 'types.md'), '');
    await expect(update(true)).rejects.toThrow(
      'Nothing generates types/gone.ts anymore: run npm run api to remove it.',
    );
    await expect(readdir(join(root, 'types'))).resolves.toEqual(['gone.ts', 'kept.ts']);
    await update();
    await expect(readdir(join(root, 'types'))).resolves.toEqual(['kept.ts']);
    await expect(readdir(root)).resolves.toContain('types.md');
    await expect(update(true)).resolves.toBeUndefined();
  });
});
