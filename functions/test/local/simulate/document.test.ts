import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOCUMENT, updateDocument } from '../../../local/simulate/document';
import { MUTANTS } from '../../../local/simulate/mutants';

const report = {
  name: 'zombie',
  description: 'writes on',
  seeds: 9,
  caughtBy: { seed: 9, invariant: 'one writer', detail: '' },
};

/** Updates a document of this text and gives what it then says. */
async function updated(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sync-sam-'));
  const file = join(folder, 'reliability.md');
  try {
    await writeFile(file, text);
    await updateDocument([report, { ...report, name: 'ghost', caughtBy: null }], file);
    return await readFile(file, 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe("the mutants' table in docs/reliability.md", () => {
  it('is put in the place of the one before, and nothing else changes', async () => {
    const document = await readFile(DOCUMENT, 'utf8');
    const text = await updated(document);
    expect(text).toMatch(/\| zombie +\| writes on +\| +9 \| one writer +\|/);
    expect(text).toMatch(/\| ghost +\| writes on +\| +not within 9 \|/);
    expect(text).not.toContain('| checkpoint before write');
    const around = (whole: string) => [
      whole.split('<!-- mutants:begin')[0],
      whole.split('<!-- mutants:end -->')[1],
    ];
    expect(around(text)).toEqual(around(document));
  });

  it('holds every mutant, each caught', async () => {
    const document = await readFile(DOCUMENT, 'utf8');
    const rows = [...document.matchAll(/^\| ([^|]+?) +\| ([^|]+?) +\| +(\d+) \| ([^|]+?) +\|$/gm)];
    expect(rows.map(([, name]) => name)).toEqual(MUTANTS.map(({ name }) => name));
  });

  it('needs its place', async () => {
    await expect(updated('# Reliability\n')).rejects.toThrow(/has no place for the mutants: put "<!--/);
  });
});
