import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MUTANTS } from '../../simulate/mutants';
import { patchFiles, patchSources } from '../../simulate/mutants/mutant';

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

  it('are patched into a copy of the sources that can be removed', async () => {
    const [mutant] = MUTANTS;
    if (mutant === undefined) throw new Error('There are no mutants.');
    const sources = await patchSources(mutant.name, mutant.patches);
    for (const { file, replace } of mutant.patches) {
      expect(await readFile(join(sources.root, file), 'utf8')).toContain(replace);
    }
    await sources.remove();
    await expect(access(sources.root)).rejects.toThrow();
  });

  it('name the fault where a patch no longer fits', async () => {
    const patch = { file: 'index.ts', find: 'no such text', replace: '' };
    await expect(patchSources('outdated', [patch])).rejects.toThrow(
      /"outdated" doesn't fit src\/index\.ts any more/,
    );
  });
});
