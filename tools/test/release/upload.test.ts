import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { copyUpload, readConfiguration } from '../../release/upload';

const project = resolve(__dirname, '../../..');

describe('what is deployed of the functions', () => {
  it('is the built program and what it is installed by, and nothing else', async () => {
    const { source, ignore } = await readConfiguration(project);
    const folder = await mkdtemp(join(tmpdir(), 'upload-'));
    await copyUpload(join(project, source), folder, ignore);
    // Params may be in .env files, which the Firebase CLI takes with it.
    const names = (await readdir(folder)).filter((name) => !name.startsWith('.env')).sort();
    expect(names).toEqual(['lib', 'package-lock.json', 'package.json']);
    const built = await readdir(join(folder, 'lib'), { recursive: true, withFileTypes: true });
    const kinds = new Set(built.filter((entry) => entry.isFile()).map(({ name }) => extname(name)));
    expect(kinds).toEqual(new Set(['.js']));
  });
});
