import { readFileSync } from 'node:fs';
import { caughtBefore, DOCUMENT, replaceTable } from '../../simulate/document';
import { MUTANTS } from '../../simulate/mutants';

const report = {
  name: 'zombie',
  description: 'writes on',
  seeds: 9,
  caughtBy: { seed: 9, invariant: 'one writer', detail: '' },
};

const document = readFileSync(DOCUMENT, 'utf8');
const updated = (text: string) => replaceTable(text, [report, { ...report, name: 'ghost', caughtBy: null }]);

describe("the mutants' table in docs/reliability.md", () => {
  it('is put in the place of the one before, and nothing else changes', () => {
    const text = updated(document);
    expect(text).toMatch(/\| zombie +\| writes on +\| one writer +\| +9 \|/);
    expect(text).toMatch(/\| ghost +\| writes on +\| +\| +not within 9 \|/);
    expect(text).not.toContain('| checkpoint before write');
    const around = (whole: string) => [
      whole.split('<!-- mutants -->')[0],
      whole.split('<!-- /mutants -->')[1],
    ];
    expect(around(text)).toEqual(around(document));
  });

  it('holds every mutant, each caught', () => {
    const rows = [...document.matchAll(/^\| ([^|]+?) +\| ([^|]+?) +\| ([^|]+?) +\| +(\d+) \|$/gm)];
    expect(rows.map(([, name]) => name)).toEqual(MUTANTS.map(({ name }) => name));
  });

  it('says which seed caught each that was caught', () => {
    expect(caughtBefore(document).size).toBe(MUTANTS.length);
    const caught = caughtBefore(updated(document));
    expect([caught.get('zombie'), caught.get('ghost')]).toEqual([9, undefined]);
  });

  it('needs its place', () => {
    expect(() => updated('# Reliability\n')).toThrow(/no block mutants: put <!--/);
  });
});
