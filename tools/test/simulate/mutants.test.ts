import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MUTANTS } from '../../simulate/mutants';
import { patchFiles, SOURCE_ROOT } from '../../simulate/mutants/mutant';
import { bundleSources } from '../../simulate/mutants/withMutant';

describe('mutants', () => {
  it('are at least 14, each with a name of its own', () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(14);
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
  });

  it.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))(
    '%s fits the sources',
    async (name, { patches }) => {
      const texts = await patchFiles(name, patches);
      for (const { file, replace } of patches) expect(texts.get(file)).toContain(replace);
    },
  );

  it('are bundled with their bug', async () => {
    const patch = { file: 'index.ts', find: '', replace: '' };
    const text = await readFile(join(SOURCE_ROOT, patch.file), 'utf8');
    const bug = { ...patch, find: text, replace: `${text}\nexport const bug = 'found in the bundle';` };
    expect(await bundleSources({ name: 'bug', description: '', patches: [bug] })).toContain(
      'found in the bundle',
    );
    expect(await bundleSources({ name: 'none', description: '', patches: [] })).not.toContain(
      'found in the bundle',
    );
  });

  it('name a file that is not in the bundle', async () => {
    const patch = { file: 'platform/ports/log.ts', find: 'interface Log ', replace: 'interface Notes ' };
    const mutant = { name: 'unused', description: '', patches: [patch] };
    await expect(bundleSources(mutant)).rejects.toThrow(
      '"unused" patches src/platform/ports/log.ts, which no module of the bundle imports.',
    );
  });

  it('name the fault where a patch no longer fits', async () => {
    const patch = { file: 'index.ts', find: 'no such text', replace: '' };
    await expect(patchFiles('outdated', [patch])).rejects.toThrow(
      /"outdated" doesn't fit src\/index\.ts any more/,
    );
  });
});
