import { readFileSync } from 'node:fs';
import { DOCUMENT, replaceTable } from '../../../local/simulate/document';
import { MUTANTS } from '../../../local/simulate/mutants';

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
    expect(text).toMatch(/\| zombie +\| writes on +\| +9 \| one writer +\|/);
    expect(text).toMatch(/\| ghost +\| writes on +\| +not within 9 \|/);
    expect(text).not.toContain('| checkpoint before write');
    const around = (whole: string) => [
      whole.split('<!-- mutants:begin')[0],
      whole.split('<!-- mutants:end -->')[1],
    ];
    expect(around(text)).toEqual(around(document));
  });

  it('holds every mutant, each caught', () => {
    const rows = [...document.matchAll(/^\| ([^|]+?) +\| ([^|]+?) +\| +(\d+) \| ([^|]+?) +\|$/gm)];
    expect(rows.map(([, name]) => name)).toEqual(MUTANTS.map(({ name }) => name));
  });

  it('needs its place', () => {
    expect(() => updated('# Reliability\n')).toThrow(/has no place for the mutants: put "<!--/);
  });
});
