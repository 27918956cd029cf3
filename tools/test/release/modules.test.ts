import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEveryModule } from '../../release/modules';

async function packageOf(modules: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'package-'));
  await mkdir(join(folder, 'lib/late'), { recursive: true });
  for (const [name, text] of Object.entries(modules)) await writeFile(join(folder, 'lib', name), text);
  return folder;
}

describe('loadEveryModule', () => {
  it('loads modules at any depth', async () => {
    const folder = await packageOf({ 'index.js': "require('./late/a')", 'late/a.js': '', 'late/b.js': '' });
    expect(await loadEveryModule(folder, process.execPath)).toBe(3);
  });

  it('finds a package that is missing in a module that nothing loads at once', async () => {
    const folder = await packageOf({ 'index.js': '', 'late/a.js': "require('only-for-development')" });
    await expect(loadEveryModule(folder, process.execPath)).rejects.toThrow(
      "Cannot find module 'only-for-development'",
    );
  });
});
